# Командная строка. Количества приходят числами; имена, пути и дни приходят текстом.

program = Работа с ключевыми клиентами по вашей собственной выгрузке продаж.
usage = вызов:{" "}
positionals = аргументы
options = параметры
help-help = показать эту справку и закончить
version-help = показать версию и закончить
meta-command = команда
meta-folder = ПАПКА
meta-file = ФАЙЛ
meta-files = ФАЙЛЫ
meta-query = ЗАПРОС
meta-name = ИМЯ
meta-names = ИМЕНА
meta-value = ЗНАЧЕНИЕ
meta-numbers = НОМЕРА
meta-number = N
meta-keys = КЛЮЧИ
meta-form = ФОРМА
meta-day = ДЕНЬ

argparse-error = { $program }: ошибка: { $reason }
argparse-argument = аргумент %(argument_name)s: %(message)s
argparse-required = не хватает аргументов: %s
argparse-unrecognized = неизвестные аргументы: %s
argparse-choice = %(value)r не подходит; выберите из %(choices)s
argparse-type = %(value)r не подходит
argparse-not-with = не сочетается с %s
argparse-one = нужно одно значение
argparse-some = нужно хотя бы одно значение
argparse-many = нужно значений: %s

verb-new = создать исследование из файлов клиента
verb-new-about = Скопировать файлы, найти смысл каждого столбца и записать study.yaml с открытыми вопросами.
verb-check = перечислить всё, что надо исправить или решить
verb-check-about = Прочитать все файлы исследования и сразу назвать все замечания и открытые вопросы.
verb-run = выполнить главы и сделать страницы
verb-run-about =
    Выполнить главы на исследовании; страницы лежат в его папке output.
    С --accounts: блокнот и страница на каждого клиента и главу, в output/accounts.
    Заново делается только то, что изменилось.
verb-forms = сделать формы и книги Excel для тех, кто не открывает блокноты
verb-forms-about =
    Оценки, сила и влияние: форма на каждого человека, в папке forms, готова к отправке.
    Досье, закупочный центр, план и встреча: книга на каждого ключевого клиента, в judgement/dossiers.
    Книгу можно сделать заново в любое время; всё вписанное остаётся.
verb-collect = прочитать вернувшиеся формы в исследование
verb-collect-about = Прочитать вернувшиеся формы ячейка за ячейкой в judgement; прежние ответы не теряются.
verb-handover = сделать лист замещения и передачи дел по каждому клиенту
verb-handover-about = Один лист A4 на клиента: из досье, закупочного центра, команды и плана.
verb-client-plan = сделать вариант плана, который можно показать клиенту
verb-client-plan-about = Без нашей маржи, оценок людей и запасных позиций; файлы лежат в output/plans.
verb-review = сохранить состояние на день, чтобы потом увидеть изменения
verb-review-about = Сохранить список, досье, закупочные центры, обещания и планы на этот день в judgement/reviews.
verb-print = сделать бумаги на следующую неделю
verb-print-about =
    Один файл для печати: лист A4 на каждого ключевого клиента и изменения после последнего обзора.
    Рядом лежит график контактов: календари и таблица.
verb-erase = удалить одного человека из всего исследования
verb-erase-about =
    Убрать имя человека и всё, что о нём записано, из judgement и forms.
    Копии с датами тоже изменяются, папка output удаляется.
    Отменить это нельзя; без --yes команда только показывает, что сделает.

arg-study = исследование
arg-accounts = key, all или клиенты по ключу или названию через запятую; если не указано, ключевые клиенты
arg-day = например 2026-02-12; если не указано, день исследования
arg-new-folder = где будет исследование
arg-new-files = файлы в том виде, как получены; без них предложить заново для исследования
arg-new-sales = в каком из файлов продажи
arg-new-sales-sql = запрос, который делает из файлов продажи
arg-new-name = название исследования
arg-check-json = для программ
arg-run-folder = исследование; если не указано, учебный пример
arg-run-chapters = например 01-02 или 00,02
arg-run-accounts = key, all или клиенты по ключу или названию через запятую
arg-run-parameter = значение для глав, которые объявляют это имя; можно повторять
arg-forms-form = одно из: %(choices)s
arg-forms-for = формы для людей: кто их заполняет, через запятую
arg-forms-round = оценки: 1 — вслепую; 2 — с прежними ответами
arg-forms-role = влияние: кто отвечает
arg-forms-manager = влияние, другие роли: о чьих клиентах
arg-forms-accounts = key, all или клиенты по ключу или названию через запятую; если не указано, клиенты отбора или ключевые
arg-forms-criteria = оценки: какие критерии; если не указано, критерии пакета
arg-forms-until = когда вернуть, например 2026-01-31
arg-forms-on = встреча: её день, например 2026-02-12
arg-collect-files = вернувшиеся файлы или папки с ними
arg-no-names = каждого показать ролью и буквой
arg-plan-accounts = key, all или клиенты по ключу или названию через запятую; если не указано, все клиенты с планом
arg-print-day = первый день графика, например 2026-02-12
arg-print-since = обзор, с которым сравнить; если не указано, последний
arg-erase-person = имя, как оно было записано
arg-erase-yes = выполнить

accounts-nothing = ничего не указано; напишите key, all или название клиента

interrupted = Остановлено. Готовое сохранено.
chapters-stopped = Остановлено: { $names }
results-at = Результаты: { $path }
pages-unchanged = { $pages ->
    [one] { $pages } страница не изменилась.
    [few] { $pages } страницы не изменились.
   *[many] { $pages } страниц не изменились.
  }
sheet-failed = Не сделано: { $name }
printed = { $page }: { $accounts ->
    [one] { $accounts } клиент
    [few] { $accounts } клиента
   *[many] { $accounts } клиентов
  }, { $changes ->
    [one] { $changes } изменение
    [few] { $changes } изменения
   *[many] { $changes } изменений
  }
schedule-at = График: { $path }
disk = нельзя прочитать или записать: { $reason }; освободите место или выберите другое
disk-chapter = нельзя прочитать или записать: { $reason }
our-mistake = Произошла ошибка не по вашей вине; полный отчёт в { $file }
page-of-changes = Страница изменений
nobody = никто

list-none = нет
chapter-place = глава { $chapter }
chapter-place-under = глава { $chapter }, раздел «{ $heading }»
chapter-wordless = она остановилась без сообщения
chapters-unreadable = не называет глав
    .remedy = напишите номера и промежутки, например 01-02,90
chapter-unknown = не глава
    .remedy = выберите из: { $known }
no-chapters = не содержит глав для выполнения
no-chapters__account = не содержит глав об одном клиенте
chapter-of-all = говорит не об одном клиенте
    .remedy = выберите из: { $known }
chapter-ended__late = глава остановилась: одна ячейка считалась слишком долго
    .remedy = возможно, не хватило памяти: закройте другие программы и запустите снова
chapter-ended = глава остановилась: её процесс завершился
    .remedy = возможно, не хватило памяти: закройте другие программы и запустите снова
chapter-failed = глава остановилась: { $reason } ({ $kind })
    .remedy = см. { $report } в папке output или откройте главу в JupyterLab
names-shown = этим главам нужны имена: { $chapters }
    .remedy = запустите остальные отдельно: --chapters { $others }
study-as-parameter = здесь не задаётся через -p
    .remedy = назовите саму папку: kam run ПАПКА
account-as-parameter = здесь не задаётся через -p
    .remedy = назовите клиентов через --accounts
chapter-done = готово за { $seconds } с
chapter-stopped = остановлено
account-done = { $chapters ->
    [one] { $chapters } глава готова за { $seconds } с
    [few] { $chapters } главы готовы за { $seconds } с
   *[many] { $chapters } глав готово за { $seconds } с
  }
account-stopped = остановлены: { $chapters }
accounts-home = Все клиенты
no-accounts = ещё не имеет ключевых клиентов
    .remedy = назовите клиентов или см. главы 04 и 05
the-study = исследование

kind-is = { $kind ->
    [str] текст
    [int] целое число
    [float] число
    [bool] true или false
    [list] список
    [dict] таблица имён и значений
   *[other] простое значение
  }
parameter-place = параметр { $name }
parameter-value = не { kind-is }
    .remedy = нужно: { kind-is }, например { $example }
parameter-unseen = объявлен так, что papermill не может его прочитать
    .remedy = напишите одну строку "name: kind = value  # смысл"
parameter-unknown = не параметр этой главы
    .remedy = параметры: { $known }
parameter-unknown__close = не параметр этой главы
    .remedy = может быть, { $close }?

form-made = { $path }: { $accounts ->
    [one] { $accounts } клиент
    [few] { $accounts } клиента
   *[many] { $accounts } клиентов
  }
form-empty = не имеет клиентов, о которых можно спросить
    .remedy = назовите их через --accounts
form-for = никого не называет
    .remedy = напишите --for "Adam Bor, Nina Sova"
form-manager__missing = для --role { $role } нужен менеджер
    .remedy = напишите --manager "Adam Bor"
form-manager = --manager подходит к kam forms influence --role supervisor
    .remedy = уберите его или добавьте роль
form-accounts = встрече нужен клиент
    .remedy = напишите --accounts "Volna Opt"
form-day = встрече нужен день
    .remedy = напишите --on 2026-02-12
form-other-study = книга другого исследования, «{ $study }»
    .remedy = соберите её там
form-collected = { $about }: новых { $new }, изменено { $changed }, как прежде { $same }, пустых { $empty }, не принято { $wrong } ({ $file })
form-collected-nominated = { $about }: новых { $new }, изменено { $changed }, как прежде { $same }, пустых { $empty }, не принято { $wrong }; номинированы: { $nominated } ({ $file })
form-on = о клиентах { $manager }
form-round = раунд { $round }
book-new = { $file }: новая
answers-kept = { $answers ->
    [one] { $answers } ответ сохранён
    [few] { $answers } ответа сохранены
   *[many] { $answers } ответов сохранено
  }
book-same = { $file }: без изменений, { answers-kept }
book-renewed = { $file }: сделана заново, { answers-kept }; прежняя теперь { $copy }
book-former = { $lines ->
    [one] { $lines } прежняя строка
    [few] { $lines } прежние строки
   *[many] { $lines } прежних строк
  }
book-pictures = { $pictures ->
    [one] { $pictures } рисунок остаётся в прежней
    [few] { $pictures } рисунка остаются в прежней
   *[many] { $pictures } рисунков остаются в прежней
  }
book-collected = { $file }: { $account }; новых { $new }, изменено { $changed }, известно { $known }
book-before = прежнее содержание в { $copy }
book-at-home = { $file }: исследование читает её на месте; собирать нечего
answer-replaced = лист «{ $sheet }», { $place }: было «{ $before }», теперь «{ $now }»
meeting-to-come = встреча ещё не состоялась
    .remedy = соберите её после встречи
meeting-undated = не названа дата встречи
    .remedy = сделайте книгу заново: kam forms meeting
meeting-nothing = после встречи ничего не вписано
book-written = { $file }: записана
book-written-copy = { $file }: записана; прежнее содержание в { $copy }

plan-empty = имеет пустой план
    .remedy = начните с целей клиента
no-plan = ещё не имеет плана
    .remedy = сделайте книгу: kam forms plan ПАПКА --accounts "{ $found }"
review-kept = Сохранено: { $file }
review-first = Это первый обзор; следующий покажет изменения после него.
review-changes = { $changes ->
    [one] { $changes } изменение после { $day }:
    [few] { $changes } изменения после { $day }:
   *[many] { $changes } изменений после { $day }:
  }

lock-waiting = Ждём, пока закончится { $holder }. Ctrl+C прерывает ожидание.
lock-holder = { $command } пользователя { $user } на { $host }, с { $since }
lock-another = другая команда
study-busy = занято: { $holder }
    .remedy = дождитесь её конца или завершите её и повторите команду

erase-instead = удалённый человек { $number }
erase-name__short = слишком коротко для имени
    .remedy = напишите имя полностью, как оно было записано
erase-name = не встречается в этом исследовании
    .remedy = проверьте, как оно было записано
erase-name__like = не встречается в этом исследовании
    .remedy = может быть, { $like }?
erase-not-yet = Пока ничего не изменено. Чтобы удалить навсегда, добавьте --yes.
erase-look = проверьте сами
erase-places = { $file }: { $places ->
    [one] { $places } место
    [few] { $places } места
   *[many] { $places } мест
  }
erase-deleted = { $file }: удаляется, так как сделан для этого человека
erase-renamed = { $file }: теперь называется { $name }
erase-left = { $file }: упоминает человека; { $reason }
erase-attachments = { $files ->
    [one] { $files } вложение недоступно для поиска, проверьте его сами: { $names }
    [few] { $files } вложения недоступны для поиска, проверьте их сами: { $names }
   *[many] { $files } вложений недоступно для поиска, проверьте их сами: { $names }
  }
erase-spellings = Другие написания не изменяются. Почти такие же: { $names }
erase-near =
    Слова, похожие на имя, не изменяются.
    Это может быть тот же человек в другом падеже или порядке слов, или кто-то другой. Проверьте и измените их сами.
erase-sheet-name = имя листа
erase-file-name = имя файла
erase-line = строка { $lines }
erase-done = Удалено. Вместо имени теперь стоит «{ $instead }». Папка output удалена: kam run сделает её снова.
erase-partly = Имя заменено на «{ $instead }» везде, где возможно.
erase-incomplete = { $mention ->
    [0] Удаление не закончено: { erase-sealed }. Исправьте названное выше.
   *[other] { $sealed ->
        [0] Удаление не закончено: { erase-mention }. Исправьте названное выше.
       *[other] Удаление не закончено: { erase-mention } и { erase-sealed }. Исправьте названное выше.
      }
  }
erase-mention = { $mention ->
    [one] { $mention } файл ещё упоминает человека
    [few] { $mention } файла ещё упоминают человека
   *[many] { $mention } файлов ещё упоминают человека
  }
erase-sealed = { $sealed ->
    [one] { $sealed } файл недоступен для поиска
    [few] { $sealed } файла недоступны для поиска
   *[many] { $sealed } файлов недоступно для поиска
  }
erase-output-left = Папку output не удалось удалить целиком, имя могло там остаться: удалите её.
