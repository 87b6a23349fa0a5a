# Problems, the receipt and the check of a study.

place-sheet = sheet "{ $sheet }"
place-row = row { $row }
place-column = column "{ $column }"
problem-more = (and { $more } more like it)

receipt-lines = { $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
  }
receipt-more-reasons = { $reasons ->
    [one] { $reasons } more reason; see chapter 01
   *[other] { $reasons } more reasons; see chapter 01
  }
receipt-left-out = left out whole: { $table } ({ receipt-lines }, { $amount })
receipt-column = { $column } ({ $values ->
    [one] { $values } value
   *[other] { $values } values
  })
receipt-table = { $table } ({ receipt-lines })
receipt-not-used = not used: { $tables }
receipt-more = { $more } more
receipt-not-asked = not asked about: { $columns }
receipt-dates = dates: { $first } to { $last }
receipt-clients = clients: { $buyers } of { $clients } buy, { $below } at or below zero, { $never } without sales
receipt-largest = largest client: { $name }, { $money }, { $share } of sales to buyers
receipt-more-proposals = { $proposals ->
    [one] { $proposals } more proposal of judgement/decisions.csv
   *[other] { $proposals } more proposals of judgement/decisions.csv
  }
receipt-grouped = { $entities ->
    [one] { $entities } legal entity is grouped as proposed in judgement/groups.csv
   *[other] { $entities } legal entities are grouped as proposed in judgement/groups.csv
  }
receipt-last-day = the last day counted is the last sale day, { $day }
receipt-currency = all amounts are in one currency, which study.yaml does not name
receipt-nothing-assumed = assumed: nothing; every proposal is decided
receipt-assumed = assumed, until somebody decides:

check-table = { $table }: { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  } from { $source }, columns { $columns }
min-criteria = is more than the number of tests ({ $tests }); nobody could be nominated
    .remedy = write a whole number from 1 to { $tests }
undecided = { $proposals ->
    [one] { $proposals } proposal is in force and nobody has decided it
   *[other] { $proposals } proposals are in force and nobody has decided them
  }
    .remedy = fill in the column decided
undecided__unwritten = { $proposals ->
    [one] { $proposals } proposal is in force, but nobody has decided it and this file does not hold it: { $shown }
   *[other] { $proposals } proposals are in force, but nobody has decided them and this file does not hold them: { $shown }
  }
    .remedy = { $proposals ->
        [one] to decide it, write it below the heading { $columns }
       *[other] to decide them, write them below the heading { $columns }
      }
check-passed = Nothing stops this study. Next: kam run { $folder }
check-stopped = { $stops ->
    [one] { $stops } problem or question stops this study.
   *[other] { $stops } problems or questions stop this study.
  }
