# Замечания, итог чтения и проверка исследования.

place-sheet = лист «{ $sheet }»
place-row = строка { $row }
place-column = столбец «{ $column }»
problem-more = { $more ->
    [one] (и ещё { $more } такое место)
    [few] (и ещё { $more } таких места)
   *[many] (и ещё { $more } таких мест)
  }

receipt-lines = { $lines ->
    [one] { $lines } строка
    [few] { $lines } строки
   *[many] { $lines } строк
  }
receipt-more-reasons = { $reasons ->
    [one] ещё { $reasons } причина; см. главу 01
    [few] ещё { $reasons } причины; см. главу 01
   *[many] ещё { $reasons } причин; см. главу 01
  }
receipt-left-out = целиком пропущено: { $table } ({ receipt-lines }, { $amount })
receipt-column = { $column } ({ $values ->
    [one] { $values } значение
    [few] { $values } значения
   *[many] { $values } значений
  })
receipt-table = { $table } ({ receipt-lines })
receipt-not-used = не используется: { $tables }
receipt-more = ещё { $more }
receipt-not-asked = без вопроса: { $columns }
receipt-dates = даты: с { $first } по { $last }
receipt-clients = клиенты: покупают { $buyers } из { $clients }, с нулём и ниже { $below }, без продаж { $never }
receipt-largest = крупнейший клиент: { $name }, { $money }, { $share } продаж покупателям
receipt-more-proposals = { $proposals ->
    [one] ещё { $proposals } предложение из judgement/decisions.csv
    [few] ещё { $proposals } предложения из judgement/decisions.csv
   *[many] ещё { $proposals } предложений из judgement/decisions.csv
  }
receipt-grouped = { $entities ->
    [one] { $entities } юридическое лицо объединено, как предложено в judgement/groups.csv
    [few] { $entities } юридических лица объединены, как предложено в judgement/groups.csv
   *[many] { $entities } юридических лиц объединены, как предложено в judgement/groups.csv
  }
receipt-last-day = последний учтённый день — день последней продажи, { $day }
receipt-currency = все суммы в одной валюте, study.yaml её не называет
receipt-nothing-assumed = допущений нет; по каждому предложению есть решение
receipt-assumed = пока никто не решил, принято:

check-table = { $table }: { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[many] { $rows } строк
  } из { $source }, столбцы { $columns }
min-criteria = больше, чем есть проверок ({ $tests }); никого нельзя было бы номинировать
    .remedy = укажите целое число от 1 до { $tests }
undecided = { $proposals ->
    [one] действует { $proposals } предложение, по которому никто не принял решения
    [few] действуют { $proposals } предложения, по которым никто не принял решения
   *[many] действуют { $proposals } предложений, по которым никто не принял решения
  }
    .remedy = заполните столбец decided
undecided__unwritten = { $proposals ->
    [one] действует { $proposals } предложение без решения, которого нет в этом файле: { $shown }
    [few] действуют { $proposals } предложения без решения, которых нет в этом файле: { $shown }
   *[many] действуют { $proposals } предложений без решения, которых нет в этом файле: { $shown }
  }
    .remedy = { $proposals ->
        [one] чтобы решить, впишите его под заголовком { $columns }
       *[other] чтобы решить, впишите их под заголовком { $columns }
      }
check-passed = Исследованию ничего не мешает. Дальше: kam run { $folder }
check-stopped = { $stops ->
    [one] { $stops } замечание или вопрос останавливает исследование.
    [few] { $stops } замечания или вопроса останавливают исследование.
   *[many] { $stops } замечаний или вопросов останавливают исследование.
  }
