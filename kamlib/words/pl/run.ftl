# Wiersz poleceń. Liczby przychodzą jako liczby; nazwy, ścieżki i dni przychodzą jako tekst.

program = Praca z klientami kluczowymi na podstawie własnych danych sprzedaży.
usage = użycie:{" "}
positionals = argumenty
options = opcje
help-help = pokaż tę pomoc i zakończ
version-help = pokaż wersję i zakończ
meta-command = polecenie
meta-folder = FOLDER
meta-file = PLIK
meta-files = PLIKI
meta-query = ZAPYTANIE
meta-name = NAZWA
meta-names = NAZWY
meta-value = WARTOŚĆ
meta-numbers = NUMERY
meta-number = N
meta-keys = KLUCZE
meta-form = FORMULARZ
meta-day = DZIEŃ

argparse-error = { $program }: błąd: { $reason }
argparse-argument = argument %(argument_name)s: %(message)s
argparse-required = brakuje argumentów: %s
argparse-unrecognized = nieznane argumenty: %s
argparse-choice = %(value)r nie pasuje; wybierz z %(choices)s
argparse-type = %(value)r nie pasuje
argparse-not-with = nie można łączyć z %s
argparse-one = wymaga jednej wartości
argparse-some = wymaga przynajmniej jednej wartości
argparse-many = wymagane wartości: %s

verb-new = utwórz badanie z plików klienta
verb-new-about = Skopiuj pliki, ustal znaczenie każdej kolumny i zapisz study.yaml z otwartymi pytaniami.
verb-check = wymień wszystko, co trzeba poprawić lub rozstrzygnąć
verb-check-about = Przeczytaj wszystkie pliki badania i podaj od razu wszystkie problemy i otwarte pytania.
verb-run = wykonaj rozdziały i utwórz strony
verb-run-about =
    Wykonaj rozdziały na badaniu; strony są w jego folderze output.
    Z --accounts: notatnik i strona na każdego klienta i rozdział, w output/accounts.
    Ponownie powstaje tylko to, co się zmieniło.
verb-forms = utwórz formularze i skoroszyty Excela dla osób, które nie otwierają notatników
verb-forms-about =
    Oceny, siła i wpływ: formularz na każdą osobę, w folderze forms, gotowy do wysłania.
    Dossier, centrum zakupu, plan i spotkanie: skoroszyt na klienta kluczowego, w judgement/dossiers.
    Skoroszyt można utworzyć ponownie w każdej chwili; wszystko, co wpisano, zostaje.
verb-collect = wczytaj zwrócone formularze do badania
verb-collect-about = Wczytaj zwrócone formularze komórka po komórce do judgement; wcześniejsze odpowiedzi nie giną.
verb-handover = utwórz arkusz zastępstwa i przekazania każdego klienta
verb-handover-about = Jedna kartka A4 na klienta: z dossier, centrum zakupu, zespołu i planu.
verb-client-plan = utwórz wersję planu, którą może zobaczyć klient
verb-client-plan-about = Bez naszych marż, ocen osób i pozycji zapasowych; pliki są w output/plans.
verb-review = zachowaj stan z dnia, aby następnym razem zobaczyć zmiany
verb-review-about = Zachowaj listę, dossier, centra zakupu, obietnice i plany z tego dnia w judgement/reviews.
verb-print = utwórz dokumenty na następny tydzień
verb-print-about =
    Jeden plik do druku: kartka A4 na klienta kluczowego i zmiany od ostatniego przeglądu.
    Obok jest harmonogram kontaktów: kalendarze i tabela.
verb-erase = usuń jedną osobę z całego badania
verb-erase-about =
    Usuń nazwisko osoby i wszystko, co o niej zapisano, z judgement i forms.
    Zmieniane są też kopie z datą, a folder output jest usuwany.
    Tego nie można cofnąć; bez --yes polecenie tylko pokazuje, co zrobi.

arg-study = badanie
arg-accounts = key, all lub klienci według klucza lub nazwy, po przecinku; bez tego klienci kluczowi
arg-day = np. 2026-02-12; bez tego dzień badania
arg-new-folder = gdzie będzie badanie
arg-new-files = pliki w otrzymanej postaci; bez nich zaproponuj ponownie dla badania
arg-new-sales = w którym pliku jest sprzedaż
arg-new-sales-sql = zapytanie, które tworzy sprzedaż z plików
arg-new-name = tytuł badania
arg-check-json = dla programów
arg-run-folder = badanie; bez tego przykład
arg-run-chapters = np. 01-02 lub 00,02
arg-run-accounts = key, all lub klienci według klucza lub nazwy, po przecinku
arg-run-parameter = wartość dla rozdziałów, które deklarują tę nazwę; można powtarzać
arg-forms-form = jedno z: %(choices)s
arg-forms-for = formularze dla osób: kto je wypełnia, po przecinku
arg-forms-round = oceny: 1 w ciemno; 2 pokazuje wcześniejsze odpowiedzi
arg-forms-role = wpływ: kto odpowiada
arg-forms-manager = wpływ, inne role: czyi klienci
arg-forms-accounts = key, all lub klienci według klucza lub nazwy, po przecinku; bez tego klienci z wyboru albo kluczowi
arg-forms-criteria = oceny: które kryteria; bez tego kryteria pakietu
arg-forms-until = kiedy mają wrócić, np. 2026-01-31
arg-forms-on = spotkanie: jego dzień, np. 2026-02-12
arg-collect-files = zwrócone pliki lub foldery z nimi
arg-no-names = każdego pokaż jako rolę i literę
arg-plan-accounts = key, all lub klienci według klucza lub nazwy, po przecinku; bez tego wszyscy klienci z planem
arg-print-day = pierwszy dzień harmonogramu, np. 2026-02-12
arg-print-since = przegląd do porównania; bez tego ostatni
arg-erase-person = nazwisko, tak jak je zapisano
arg-erase-yes = wykonaj

accounts-nothing = nic nie podano; wpisz key, all lub nazwę klienta

interrupted = Zatrzymano. To, co gotowe, zostało zachowane.
chapters-stopped = Zatrzymane: { $names }
results-at = Wyniki: { $path }
pages-unchanged = { $pages ->
    [one] { $pages } strona bez zmian.
    [few] { $pages } strony bez zmian.
   *[many] { $pages } stron bez zmian.
  }
sheet-failed = Nie powstało: { $name }
printed = { $page }: { $accounts ->
    [one] { $accounts } klient
   *[many] { $accounts } klientów
  }, { $changes ->
    [one] { $changes } zmiana
    [few] { $changes } zmiany
   *[many] { $changes } zmian
  }
schedule-at = Harmonogram: { $path }
disk = nie można odczytać lub zapisać: { $reason }; zwolnij miejsce lub wybierz inne
disk-chapter = nie można odczytać lub zapisać: { $reason }
our-mistake = Wystąpił błąd nie z twojej winy; pełny raport jest w { $file }
page-of-changes = Strona zmian
nobody = nikt

list-none = brak
chapter-place = rozdział { $chapter }
chapter-place-under = rozdział { $chapter }, część „{ $heading }”
chapter-wordless = zatrzymał się bez komunikatu
chapters-unreadable = nie wskazuje rozdziałów
    .remedy = wpisz numery i zakresy, np. 01-02,90
chapter-unknown = to nie rozdział
    .remedy = wybierz z: { $known }
no-chapters = nie ma rozdziałów do wykonania
no-chapters__account = nie ma rozdziału o jednym kliencie
chapter-of-all = nie dotyczy jednego klienta
    .remedy = wybierz z: { $known }
chapter-ended__late = rozdział się zatrzymał: jedna komórka liczyła zbyt długo
    .remedy = mogło zabraknąć pamięci: zamknij inne programy i uruchom ponownie
chapter-ended = rozdział się zatrzymał: jego proces się zakończył
    .remedy = mogło zabraknąć pamięci: zamknij inne programy i uruchom ponownie
chapter-failed = rozdział się zatrzymał: { $reason } ({ $kind })
    .remedy = zobacz { $report } w folderze output lub otwórz rozdział w JupyterLab
names-shown = te rozdziały wymagają nazwisk: { $chapters }
    .remedy = uruchom pozostałe osobno: --chapters { $others }
study-as-parameter = nie podaje się tutaj przez -p
    .remedy = podaj sam folder: kam run FOLDER
account-as-parameter = nie podaje się tutaj przez -p
    .remedy = podaj klientów przez --accounts
chapter-done = gotowe w { $seconds } s
chapter-stopped = zatrzymano
account-done = { $chapters ->
    [one] { $chapters } rozdział gotowy w { $seconds } s
    [few] { $chapters } rozdziały gotowe w { $seconds } s
   *[many] { $chapters } rozdziałów gotowych w { $seconds } s
  }
account-stopped = zatrzymane: { $chapters }
accounts-home = Wszyscy klienci
no-accounts = nie ma jeszcze klientów kluczowych
    .remedy = podaj klientów lub zobacz rozdziały 04 i 05
the-study = badanie

kind-is = { $kind ->
    [str] tekst
    [int] liczba całkowita
    [float] liczba
    [bool] true lub false
    [list] lista
    [dict] tabela nazw i wartości
   *[other] prosta wartość
  }
parameter-place = parametr { $name }
parameter-value = to nie { kind-is }
    .remedy = potrzebne: { kind-is }, np. { $example }
parameter-unseen = jest zadeklarowany tak, że papermill nie może go odczytać
    .remedy = wpisz jeden wiersz "name: kind = value  # znaczenie"
parameter-unknown = to nie parametr tego rozdziału
    .remedy = parametry: { $known }
parameter-unknown__close = to nie parametr tego rozdziału
    .remedy = może { $close }?

form-made = { $path }: { $accounts ->
    [one] { $accounts } klient
   *[many] { $accounts } klientów
  }
form-empty = nie ma klientów, o których można zapytać
    .remedy = podaj ich przez --accounts
form-for = nikogo nie wskazuje
    .remedy = wpisz --for "Adam Bor, Nina Sova"
form-manager__missing = --role { $role } wymaga opiekuna
    .remedy = wpisz --manager "Adam Bor"
form-manager = --manager pasuje do kam forms influence --role supervisor
    .remedy = usuń go lub dodaj rolę
form-accounts = spotkanie wymaga klienta
    .remedy = wpisz --accounts "Volna Opt"
form-day = spotkanie wymaga dnia
    .remedy = wpisz --on 2026-02-12
form-other-study = to skoroszyt innego badania, „{ $study }”
    .remedy = wczytaj go tam
form-collected = { $about }: nowe { $new }, zmienione { $changed }, bez zmian { $same }, puste { $empty }, nieprzyjęte { $wrong } ({ $file })
form-collected-nominated = { $about }: nowe { $new }, zmienione { $changed }, bez zmian { $same }, puste { $empty }, nieprzyjęte { $wrong }; nominowani: { $nominated } ({ $file })
form-on = o klientach opiekuna { $manager }
form-round = runda { $round }
book-new = { $file }: nowy
answers-kept = { $answers ->
    [one] zachowano { $answers } odpowiedź
    [few] zachowano { $answers } odpowiedzi
   *[many] zachowano { $answers } odpowiedzi
  }
book-same = { $file }: bez zmian, { answers-kept }
book-renewed = { $file }: utworzony ponownie, { answers-kept }; poprzedni to { $copy }
book-former = { $lines ->
    [one] { $lines } dawny wiersz
    [few] { $lines } dawne wiersze
   *[many] { $lines } dawnych wierszy
  }
book-pictures = { $pictures ->
    [one] { $pictures } rysunek zostaje w poprzednim
    [few] { $pictures } rysunki zostają w poprzednim
   *[many] { $pictures } rysunków zostaje w poprzednim
  }
book-collected = { $file }: { $account }; nowe { $new }, zmienione { $changed }, znane { $known }
book-before = poprzednia treść jest w { $copy }
book-at-home = { $file }: badanie czyta go na miejscu; nie ma czego wczytywać
answer-replaced = arkusz „{ $sheet }”, { $place }: było „{ $before }”, teraz jest „{ $now }”
meeting-to-come = to spotkanie jeszcze się nie odbyło
    .remedy = wczytaj je po spotkaniu
meeting-undated = nie podaje dnia spotkania
    .remedy = utwórz skoroszyt ponownie: kam forms meeting
meeting-nothing = po spotkaniu nic nie wpisano
book-written = { $file }: zapisany
book-written-copy = { $file }: zapisany; poprzednia treść jest w { $copy }

plan-empty = ma pusty plan
    .remedy = zacznij od celów klienta
no-plan = nie ma jeszcze planu
    .remedy = utwórz skoroszyt: kam forms plan FOLDER --accounts "{ $found }"
review-kept = Zachowano: { $file }
review-first = To pierwszy przegląd; następny pokaże, co się zmieniło.
review-changes = { $changes ->
    [one] { $changes } zmiana od { $day }:
    [few] { $changes } zmiany od { $day }:
   *[many] { $changes } zmian od { $day }:
  }

lock-waiting = Czekamy na: { $holder }. Ctrl+C kończy czekanie.
lock-holder = { $command } użytkownika { $user } na { $host }, od { $since }
lock-another = inne polecenie
study-busy = jest zajęte: { $holder }
    .remedy = poczekaj na koniec lub zakończ je i powtórz polecenie

erase-instead = usunięta osoba { $number }
erase-name__short = to za krótko na nazwisko
    .remedy = wpisz je w całości, tak jak je zapisano
erase-name = nie występuje w tym badaniu
    .remedy = sprawdź, jak je zapisano
erase-name__like = nie występuje w tym badaniu
    .remedy = może { $like }?
erase-not-yet = Nic jeszcze nie zmieniono. Aby usunąć na zawsze, dodaj --yes.
erase-look = sprawdź to samodzielnie
erase-places = { $file }: { $places ->
    [one] { $places } miejsce
    [few] { $places } miejsca
   *[many] { $places } miejsc
  }
erase-deleted = { $file }: zostaje usunięty, bo powstał dla tej osoby
erase-renamed = { $file }: nazywa się teraz { $name }
erase-left = { $file }: wspomina tę osobę; { $reason }
erase-attachments = { $files ->
    [one] { $files } załącznika nie można przeszukać, sprawdź go samodzielnie: { $names }
   *[many] { $files } załączników nie można przeszukać, sprawdź je samodzielnie: { $names }
  }
erase-spellings = Inne pisownie pozostają bez zmian. Prawie takie same: { $names }
erase-near =
    Słowa podobne do nazwiska pozostają bez zmian.
    Mogą oznaczać tę samą osobę w innym przypadku lub szyku albo kogoś innego. Sprawdź je i zmień ręcznie.
erase-sheet-name = nazwa arkusza
erase-file-name = nazwa pliku
erase-line = wiersz { $lines }
erase-done = Usunięto. Zamiast nazwiska jest teraz „{ $instead }”. Folder output został usunięty: kam run utworzy go ponownie.
erase-partly = Nazwisko zmieniono na „{ $instead }” wszędzie, gdzie to możliwe.
erase-incomplete = { $mention ->
    [0] Usuwanie nie jest zakończone: { erase-sealed }. Popraw to, co podano wyżej.
   *[other] { $sealed ->
        [0] Usuwanie nie jest zakończone: { erase-mention }. Popraw to, co podano wyżej.
       *[other] Usuwanie nie jest zakończone: { erase-mention } i { erase-sealed }. Popraw to, co podano wyżej.
      }
  }
erase-mention = { $mention ->
    [one] { $mention } plik wciąż wspomina tę osobę
    [few] { $mention } pliki wciąż wspominają tę osobę
   *[many] { $mention } plików wciąż wspomina tę osobę
  }
erase-sealed = { $sealed ->
    [one] { $sealed } pliku nie można przeszukać
   *[many] { $sealed } plików nie można przeszukać
  }
erase-output-left = Folderu output nie udało się usunąć w całości, nazwisko może tam zostać: usuń go.
