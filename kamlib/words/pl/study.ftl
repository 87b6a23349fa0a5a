# Uwagi, wynik odczytu i kontrola badania.

place-sheet = arkusz „{ $sheet }”
place-row = wiersz { $row }
place-column = kolumna „{ $column }”
problem-more = { $more ->
    [one] (i jeszcze { $more } takie miejsce)
    [few] (i jeszcze { $more } takie miejsca)
   *[many] (i jeszcze { $more } takich miejsc)
  }

receipt-lines = { $lines ->
    [one] { $lines } wiersz
    [few] { $lines } wiersze
   *[many] { $lines } wierszy
  }
receipt-more-reasons = { $reasons ->
    [one] jeszcze { $reasons } powód; zob. rozdział 01
    [few] jeszcze { $reasons } powody; zob. rozdział 01
   *[many] jeszcze { $reasons } powodów; zob. rozdział 01
  }
receipt-left-out = pominięta w całości: { $table } ({ receipt-lines }, { $amount })
receipt-column = { $column } ({ $values ->
    [one] { $values } wartość
    [few] { $values } wartości
   *[many] { $values } wartości
  })
receipt-table = { $table } ({ receipt-lines })
receipt-not-used = nieużywane: { $tables }
receipt-more = jeszcze { $more }
receipt-not-asked = bez pytania: { $columns }
receipt-dates = daty: od { $first } do { $last }
receipt-clients = klienci: kupuje { $buyers } z { $clients }, na zerze lub poniżej { $below }, bez sprzedaży { $never }
receipt-largest = największy klient: { $name }, { $money }, { $share } sprzedaży kupującym
receipt-more-proposals = { $proposals ->
    [one] jeszcze { $proposals } propozycja z judgement/decisions.csv
    [few] jeszcze { $proposals } propozycje z judgement/decisions.csv
   *[many] jeszcze { $proposals } propozycji z judgement/decisions.csv
  }
receipt-grouped = { $entities ->
    [one] { $entities } podmiot jest połączony tak, jak proponuje judgement/groups.csv
    [few] { $entities } podmioty są połączone tak, jak proponuje judgement/groups.csv
   *[many] { $entities } podmiotów jest połączonych tak, jak proponuje judgement/groups.csv
  }
receipt-last-day = ostatni liczony dzień to dzień ostatniej sprzedaży, { $day }
receipt-currency = wszystkie kwoty są w jednej walucie, której study.yaml nie podaje
receipt-nothing-assumed = bez założeń; każda propozycja ma decyzję
receipt-assumed = przyjęte, dopóki nikt nie zdecyduje:

check-table = { $table }: { $rows ->
    [one] { $rows } wiersz
    [few] { $rows } wiersze
   *[many] { $rows } wierszy
  } z { $source }, kolumny { $columns }
min-criteria = to więcej niż liczba testów ({ $tests }); nikogo nie można by nominować
    .remedy = wpisz liczbę całkowitą od 1 do { $tests }
undecided = { $proposals ->
    [one] obowiązuje { $proposals } propozycja, o której nikt nie zdecydował
    [few] obowiązują { $proposals } propozycje, o których nikt nie zdecydował
   *[many] obowiązuje { $proposals } propozycji, o których nikt nie zdecydował
  }
    .remedy = wypełnij kolumnę decided
undecided__unwritten = { $proposals ->
    [one] obowiązuje { $proposals } propozycja bez decyzji, której nie ma w tym pliku: { $shown }
    [few] obowiązują { $proposals } propozycje bez decyzji, których nie ma w tym pliku: { $shown }
   *[many] obowiązuje { $proposals } propozycji bez decyzji, których nie ma w tym pliku: { $shown }
  }
    .remedy = { $proposals ->
        [one] aby zdecydować, wpisz ją pod nagłówkiem { $columns }
       *[other] aby zdecydować, wpisz je pod nagłówkiem { $columns }
      }
check-passed = Nic nie zatrzymuje tego badania. Dalej: kam run { $folder }
check-stopped = { $stops ->
    [one] { $stops } problem lub pytanie zatrzymuje to badanie.
    [few] { $stops } problemy lub pytania zatrzymują to badanie.
   *[many] { $stops } problemów lub pytań zatrzymuje to badanie.
  }
