# Pierwsza strona badania.

index-as-of = Sprzedaż policzona do { $day }
index-accounts = Strony klientów
index-chapter = Rozdział
index-question = Pytanie i wniosek
index-state = Stan
index-stopped = Niektóre rozdziały się zatrzymały. Popraw to, co podają, i uruchom ponownie.
state-stopped = zatrzymany
state-done = gotowy
state-not-run = nie uruchomiony
state-old = starszy niż dane
