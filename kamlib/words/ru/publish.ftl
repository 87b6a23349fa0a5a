# Первая страница исследования.

index-as-of = Продажи учтены по { $day }
index-accounts = Страницы по клиентам
index-chapter = Глава
index-question = Вопрос и вывод
index-state = Состояние
index-stopped = Некоторые главы остановились. Исправьте то, что в них названо, и запустите снова.
state-stopped = остановлена
state-done = готова
state-not-run = не запускалась
state-old = старее данных
