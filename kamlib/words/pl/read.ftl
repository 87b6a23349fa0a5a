# Odczyt plików: czego nie da się odczytać, co jest niejasne i co zrobiono z każdą tabelą.

file-missing = nie ma go na miejscu
  .remedy = umieść plik tam
file-empty = jest pusty
  .remedy = wyeksportuj go ponownie
file-empty__cells = nic nie zawiera
  .remedy = podaj tabelę z jednym wierszem nagłówków
file-broken = uszkodzony plik skompresowany
  .remedy = skopiuj lub wyeksportuj go ponownie
file-unreadable = nie daje się odczytać: { $reason }
  .remedy = skopiuj lub wyeksportuj go ponownie
file-misnamed = w środku to { $kind ->
    [text] plik tekstowy
    [parquet] plik Parquet
   *[workbook] skoroszyt Excela
  }, a nazwa mówi co innego; odczytano to, co jest w środku
file-packed = archiwum ZIP
  .remedy = rozpakuj je i podaj pliki ze środka
file-packed__workbook = skompresowany skoroszyt
  .remedy = rozpakuj go i podaj to, co jest w środku
file-markup = strona WWW lub XML pod nazwą tabeli
  .remedy = otwórz w Excelu i zapisz jako skoroszyt Excela (.xlsx)
file-foreign = to { $kind ->
    [pdf] dokument PDF
    [rtf] dokument RTF
    [picture] obraz
    [rar] archiwum RAR
    [zip7] archiwum 7-Zip
    [bzip2] archiwum bzip2
    [sqlite] baza danych SQLite
   *[json] JSON
  }
  .remedy = podaj tabelę jako CSV lub skoroszyt Excela
file-foreign__office = stary dokument Office bez tabeli
  .remedy = podaj tabelę jako CSV lub .xlsx
file-foreign__zipped = w środku nie ma skoroszytu Excela
  .remedy = otwórz w Excelu i zapisz jako skoroszyt Excela (.xlsx)
file-too-large = jest za duży
  .remedy = podziel go, na przykład według lat
file-too-large__packed = po rozpakowaniu jest większy, niż można bezpiecznie odczytać
  .remedy = podziel go, na przykład według lat
file-not-text = nie zawiera tekstu ani skoroszytu
  .remedy = wyeksportuj jako CSV lub skoroszyt Excela
file-not-text__line = ma wiersz z milionami znaków i nie jest tabelą
  .remedy = wyeksportuj jako CSV lub skoroszyt Excela
parquet-broken = uszkodzony plik Parquet
  .remedy = wyeksportuj lub skopiuj go ponownie

workbook-locked = jest chroniony hasłem
  .remedy = otwórz w Excelu, zdejmij hasło (Plik, Informacje, Chroń skoroszyt) i zapisz
workbook-old = skoroszyt Excela 97-2003 (.xls)
  .remedy = otwórz w Excelu i zapisz jako skoroszyt Excela (.xlsx)
workbook-binary = skoroszyt binarny (.xlsb)
  .remedy = otwórz w Excelu i zapisz jako skoroszyt Excela (.xlsx)
workbook-other = skoroszyt LibreOffice (.ods)
  .remedy = otwórz w Excelu i zapisz jako skoroszyt Excela (.xlsx)
workbook-broken = uszkodzony skoroszyt Excela
  .remedy = otwórz w Excelu, pozwól Excelowi go naprawić i zapisz, albo wyeksportuj ponownie
workbook-broken__sheets = nie ma arkusza, który da się odczytać
  .remedy = wyeksportuj go ponownie
workbook-hostile = zawiera XML, jakiego nie zapisuje żaden program do tabel
  .remedy = nie ufaj nadawcy
workbook-too-large = po rozpakowaniu ma { $size } GB, więcej, niż można bezpiecznie odczytać
  .remedy = zapisz tylko potrzebny arkusz albo podaj go jako CSV
workbook-too-large__cells = ma za dużo komórek
  .remedy = podaj tabelę jako CSV
sheet-missing = nie ma takiego arkusza w skoroszycie
  .remedy = arkusze: { $sheets }
sheet-empty = nic nie zawiera
  .remedy = podaj tabelę z jednym wierszem nagłówków
no-table = nie zawiera tabeli: żaden wiersz nie nazywa kolumn
  .remedy = podaj tabelę z jednym wierszem nagłówków
no-table__sheets = na żadnym arkuszu nie ma tabeli
  .remedy = podaj tabelę z jednym wierszem nagłówków

setting-unknown = nie jest ustawieniem ({ $key })
  .remedy = wpisz jedno z: { $known }
setting-unknown__column = nie jest ustawieniem kolumny ({ $key })
  .remedy = wpisz jedno z: { $known }
setting-unknown__row = nie jest numerem wiersza ({ $key })
  .remedy = wpisz numery, na przykład [1, 2]
setting-unknown__encoding = nie jest nazwą kodowania
  .remedy = wpisz utf-8, utf-16, cp1250, cp1251 lub cp1252
setting-unknown__delimiter = nie jest separatorem
  .remedy = wpisz jeden znak albo tab
column-unknown = jest w ustawieniach, ale nie w pliku
  .remedy = popraw nazwę w ustawieniach

text-nul = zawiera znaki NUL, których tekst nie ma; pominięto je
  .remedy = wyeksportuj plik ponownie
text-quotes = ma niezamknięty lub niepodwojony cudzysłów; wiersz odczytano osobno
  .remedy = sprawdź go i podwój cudzysłowy w cudzysłowach albo wyeksportuj plik ponownie
text-mixed = miesza UTF-8 z innym kodowaniem (wiersze w UTF-8: { $valid }, inne: { $broken })
  .remedy = wyeksportuj ponownie jako UTF-8
text-broken = zawiera bajty, które w tym kodowaniu nie są literami, albo litery utracone wcześniej
  .remedy = wyeksportuj ponownie jako UTF-8
row-too-long = liczba pól: { $fields }, a w nagłówkach { $headings }; wiersz pominięto
  .remedy = poszukaj w wierszu brakującego separatora albo separatora bez cudzysłowu
row-too-short = liczba pól: { $fields }, a w nagłówkach { $headings }; pozostałe odczytano jako puste
  .remedy = poszukaj w wierszu brakującego separatora albo separatora bez cudzysłowu
heading-repeated = to nagłówek kilku kolumn; tę nazwano „{ $name }”
  .remedy = nadaj każdej kolumnie własną nazwę
table-empty = ma nagłówki i żadnego wiersza
months-without-account = ma kolumnę na każdy miesiąc, ale po lewej brak kolumny, która mówi, czyje to kwoty
  .remedy = dodaj kolumnę z klientem

total-differs = to suma, ale jej wiersze dają razem { $sum }
  .remedy = sprawdź, których wierszy brakuje lub jest za dużo; wiersz sumy pominięto
total-differs__months = to suma miesięcy, ale dają one razem { $sum }
  .remedy = sprawdź, co jest prawdą; kolumnę pominięto
subtotal-differs = to suma częściowa, ale wiersze pod nią dają razem { $sum }
  .remedy = sprawdź, których wierszy brakuje; niższe wiersze zachowano
rows-grouped = grupuje wiersze, ale wyższe wiersze nie są sumami niższych: { $levels }
  .remedy = wyeksportuj raport bez grup, jako zwykłą listę

excel-error = to błąd Excela, a nie wartość
  .remedy = popraw formułę w Excelu i zapisz
formula-without-value = to formuła, której wyniku nie ma w pliku
  .remedy = otwórz skoroszyt w Excelu, pozwól mu przeliczyć i zapisz
date-unreadable = nie jest datą
  .remedy = zapisz tak: 2024-01-31
date-unreadable__document = nie podaje dnia
  .remedy = pomiń wiersz w study.yaml (leave_out_rows)
date-unreadable__more = dalsze różne wartości, których nie da się odczytać jako daty: { $more }
  .remedy = podaj w ustawieniach, że kolumna jest tekstem, albo popraw plik
number-unreadable = nie jest liczbą
  .remedy = zapisz tak: { $number }
number-unreadable__times = nie jest liczbą
  .remedy = wpisz { $number }
number-unreadable__date = to data wśród liczb; być może Excel zamienił liczbę w datę
  .remedy = wpisz liczbę
number-unreadable__more = dalsze różne wartości, których nie da się odczytać jako liczby: { $more }
  .remedy = podaj w ustawieniach, że kolumna jest tekstem, albo popraw plik
percent-mixed = nie ma znaku procentu, a inne komórki kolumny go mają
  .remedy = zapisz wszystkie jednakowo
number-shortened = Excel skrócił liczbę; ostatnie cyfry mogły zginąć
  .remedy = ustaw format kolumny na tekst lub liczbę i wyeksportuj ponownie

# Pytania i znaczenie każdej odpowiedzi.

ask-encoding = litery spoza A-Z można odczytać na kilka sposobów; który jest właściwy?
ask-encoding-as = litery { $encoding ->
    [cp1251] rosyjskie
    [cp1250] polskie lub czeskie
   *[cp1252] zachodnioeuropejskie
  }: { $words }
ask-delimiter = pola można rozdzielić dwoma znakami; który z nich rozdziela?
ask-delimiter-at = { $sign ->
    [comma] przecinek
    [semicolon] średnik
    [tab] tabulator
   *[bar] kreska pionowa
  }: { $fields }
ask-headings = żaden wiersz nie nazywa kolumn; czy wiersz { $row } ({ $shown }) to pierwszy wiersz danych?
ask-headings-none = nie ma nagłówków; kolumny nazwano column_1, column_2 ...
ask-headings-row = wiersz { $row } to nagłówek
ask-decimal = czy znak w { $texts } oddziela część dziesiętną, czy tysiące?
ask-decimal-means = { $text } to { $number }
ask-decimal-none = nie jest liczbą
ask-day = która część w { $texts } to dzień? Żadna data kolumny tego nie pokazuje
ask-day-means = { $text } to dzień { $day }
ask-sections = wiersze zawierają tylko nazwę ({ $names }); czy to nagłówki wierszy pod nimi?
ask-sections-flatten = tak: nazwy stają się kolumną wierszy pod nimi
ask-sections-keep = nie: to osobne wiersze bez wartości
ask-fill = kolumna „{ $column }” jest pusta w { $rows ->
    [one] { $rows } wierszu
   *[other] { $rows } wierszach
  }; czy nazwa powyżej dotyczy wierszy pod nią?
ask-fill-down = tak: wiersz { $row } należy do { $key }
ask-fill-leave = nie: te wiersze nie mają nazwy
ask-sums = każdy wiersz wydaje się sumą wierszy pod nim albo jednym z nich ({ $names } ...); czy to raport z grupami?
ask-sums-flatten = tak: sumy są pomijane, a ich nazwy stają się kolumnami wierszy pod nimi
ask-sums-keep = nie: każdy wiersz to osobny wiersz danych
ask-subtotals = { $subtotals ->
    [one] { $subtotals } wiersz wygląda jak zwykły, ale zawiera sumę
    [few] { $subtotals } wiersze wyglądają jak zwykłe, ale zawierają sumy
   *[many] { $subtotals } wierszy wygląda jak zwykłe, ale zawiera sumy
  } wierszy obok ({ $rows }); czy to sumy częściowe?
ask-subtotals-out = tak: są pomijane, liczą się ich wiersze
ask-subtotals-naming = tak: są pomijane, a to, co mówią w { $columns }, dotyczy ich wierszy
ask-subtotals-keep = nie: każdy wiersz jest osobny
ask-year = kolumny od „{ $first }” do „{ $last }” to miesiące bez roku; który to rok?
ask-year-digits = rok, cztery cyfry
ask-years = czy wiersz opisuje klienta obok „{ $first }” do „{ $last }”, czy to sprzedaż każdego roku?
ask-years-columns = lista z jednym wierszem na klienta: zostają kolumnami
ask-years-rows = sprzedaż każdego roku: stają się wierszami, jeden na rok

# Co zrobiono z tabelą.

read-one-of-tables = jedna z tabel arkusza (razem { $tables }); zaczyna się w wierszu { $row }, kolumna { $column }
read-hidden-sheet = arkusz jest ukryty w Excelu; też go odczytano
read-hidden-rows = odczytano też wiersze ukryte w Excelu: { $rows }
read-left-out-rows = pominięto wiersze według decyzji: { $rows }
read-notes = wiersze nad nagłówkami zachowano jako uwagi: „{ $lines }”
read-headings-joined = połączono dwa wiersze nagłówków: grupa / kolumna
read-headings-repeated = pominięto wiersze powtarzające nagłówki: { $rows }
read-blank = pominięto puste wiersze: { $rows }
read-level-names = wiersze pod nagłówkiem nazywają niższe poziomy: { $names }
read-column-numbers = pominięto wiersz { $row }, który numeruje kolumny
read-remarks = pominięto wiersze tekstu pod tabelą: { $lines }, pierwszy: „{ $first }”
read-cut-ends = wiersze kończące się przed swoimi pustymi polami: { $lines }
read-unnamed = kolumny bez nagłówka nazwano { $names }
read-merged = scalone komórki wypełniono w dół, wiersze: { $rows }
read-no-value = kolumna „{ $column }”: { $words } odczytano jako brak wartości
read-dashes = kolumna „{ $column }”: kreskę odczytano jako brak wartości (razy: { $times })
read-two-digits = 00-69 to 2000-2069, 70-99 to 1970-1999
read-short-years = kolumna „{ $column }”: lata dwucyfrowe: { read-two-digits }
read-time-zones = kolumna „{ $column }”: strefy czasowe pominięto, czas pozostał jak zapisany
read-times-utc = kolumna „{ $column }”: czas pozostał jak w strefie UTC
read-currencies = kolumna „{ $column }” podaje kilka walut; ich kody są w „{ $codes }”
read-filled-down = kolumna „{ $column }”: puste komórki wypełniono z wiersza powyżej
read-sections = wiersze nagłówkowe ({ $names }) stały się kolumną „{ $column }”
read-total-alone = wiersz sumy { $row } pominięto; nie ma czego porównać
read-totals = { $totals ->
    [1] wiersz sumy { $rows } pominięto; jego kwoty zgadzają się z sumami kolumn
   *[other] pominięto wiersze sum: { $totals } ({ $rows }); ich kwoty zgadzają się z ich wierszami
  }
read-flattened = zagnieżdżone grupy rozwinięto, poziomy: { $levels }: { $shown }
read-flattened-short = wiersze bez najniższego poziomu pod nimi: { $rows }; zachowano je
read-upper = { $hold ->
    [agree] sumy częściowe zgadzają się z wierszami pod nimi i zostały pominięte ({ $upper })
    [empty] wyższe wiersze nie mają liczb; tylko nazywają grupy ({ $upper })
   *[differ] wyższe wiersze pominięto ({ $upper })
  }
read-levels-named = poziomy nazwano { $levels }
read-document-days = dni z nazw w „{ $column }” stoją w kolumnie „{ $days }”
read-sum-of-months = kolumnę „{ $column }” pominięto; zgadza się z sumą miesięcy
read-unpivoted = kolumny { $form ->
    [month] miesięcy ({ $columns }) stały się wierszami, jeden na miesiąc
   *[year] lat ({ $columns }) stały się wierszami, jeden na rok
  }; puste komórki nie dają wiersza
read-repeated = kwoty w { $columns } stoją w wierszu każdego miesiąca; nie dodawaj ich
