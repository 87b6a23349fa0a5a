# Reading of files: what can't be read, what is unclear, and what was done to each table.

file-missing = is not there
  .remedy = put it there
file-empty = is empty
  .remedy = export it again
file-empty__cells = holds nothing
  .remedy = give a table with one row of headings
file-broken = is a broken packed file
  .remedy = copy or export it again
file-unreadable = can't be read: { $reason }
  .remedy = copy or export it again
file-misnamed = is { $kind ->
    [text] a text file
    [parquet] a Parquet file
   *[workbook] an Excel workbook
  } inside, not what its name says; it was read as what it is
file-packed = is a ZIP archive
  .remedy = unpack it and give the files inside
file-packed__workbook = is a packed workbook
  .remedy = unpack it and give what is inside
file-markup = is a web page or XML under the name of a table
  .remedy = open it in Excel and save it as an Excel workbook (.xlsx)
file-foreign = is { $kind ->
    [pdf] a PDF document
    [rtf] an RTF document
    [picture] a picture
    [rar] a RAR archive
    [zip7] a 7-Zip archive
    [bzip2] a bzip2 archive
    [sqlite] an SQLite database
   *[json] JSON
  }
  .remedy = give the table as CSV or Excel workbook
file-foreign__office = is an old Office document without a table
  .remedy = give the table as CSV or .xlsx
file-foreign__zipped = is no Excel workbook inside
  .remedy = open it in Excel and save it as an Excel workbook (.xlsx)
file-too-large = is too large
  .remedy = split it, for example by year
file-too-large__packed = unpacks to more than can be read safely
  .remedy = split it, for example by year
file-not-text = holds no text and no workbook
  .remedy = export it as CSV or Excel workbook
file-not-text__line = has a line of millions of characters and is no table
  .remedy = export it as CSV or Excel workbook
parquet-broken = is a broken Parquet file
  .remedy = export or copy it again

workbook-locked = is protected by a password
  .remedy = open it in Excel, take the password off (File, Info, Protect Workbook) and save it
workbook-old = is a workbook of Excel 97-2003 (.xls)
  .remedy = open it in Excel and save it as an Excel workbook (.xlsx)
workbook-binary = is a binary workbook (.xlsb)
  .remedy = open it in Excel and save it as an Excel workbook (.xlsx)
workbook-other = is a workbook of LibreOffice (.ods)
  .remedy = open it in Excel and save it as an Excel workbook (.xlsx)
workbook-broken = is a broken Excel workbook
  .remedy = open it in Excel, let Excel repair it and save it, or export it again
workbook-broken__sheets = has no sheet that can be read
  .remedy = export it again
workbook-hostile = holds XML that no program for tables writes
  .remedy = do not trust its sender
workbook-too-large = unpacks to { $size } GB, more than can be read safely
  .remedy = save only the sheet that is needed, or give it as CSV
workbook-too-large__cells = has too many cells
  .remedy = give it as CSV
sheet-missing = is not a sheet of the workbook
  .remedy = its sheets are: { $sheets }
sheet-empty = holds nothing
  .remedy = give a table with one row of headings
no-table = holds no table: no row names columns
  .remedy = give a table with one row of headings
no-table__sheets = holds no table on any sheet
  .remedy = give a table with one row of headings

setting-unknown = is not a setting ({ $key })
  .remedy = write one of: { $known }
setting-unknown__column = is not a setting of a column ({ $key })
  .remedy = write one of: { $known }
setting-unknown__row = is not a row number ({ $key })
  .remedy = write numbers, as [1, 2]
setting-unknown__encoding = is not the name of an encoding
  .remedy = write utf-8, utf-16, cp1250, cp1251 or cp1252
setting-unknown__delimiter = is not a delimiter
  .remedy = write one character, or tab
column-unknown = is in the settings but not in the file
  .remedy = correct the name in the settings

text-nul = holds NUL characters, which no text has; they were left out
  .remedy = export the file again
text-quotes = has a quote that is not closed or not doubled; the line was read by itself
  .remedy = look at it, and double the quotes inside quotes or export the file again
text-mixed = mixes UTF-8 with another encoding ({ $valid } lines are UTF-8, { $broken } are not)
  .remedy = export it again as UTF-8
text-broken = holds bytes that are no letters in its encoding, or letters lost before
  .remedy = export it again as UTF-8
row-too-long = has { $fields } fields where the headings have { $headings }; the row was left out
  .remedy = look for a missing or an unquoted separator in that line
row-too-short = has { $fields ->
    [one] { $fields } field
   *[other] { $fields } fields
  } where the headings have { $headings }; the others were read as empty
  .remedy = look for a missing or an unquoted separator in that line
heading-repeated = is the heading of several columns; this one is called "{ $name }"
  .remedy = give each column a name of its own
table-empty = has headings and no rows
months-without-account = has one column a month but no column left of them that says whose amounts they are
  .remedy = add a column with the client

total-differs = is the total, but its rows add up to { $sum }
  .remedy = find out which rows are missing or too many; the totals row was left out
total-differs__months = is the sum of the months, but they add up to { $sum }
  .remedy = find out which is right; the column was left out
subtotal-differs = is the subtotal, but the rows below it add up to { $sum }
  .remedy = find out which rows are missing; the lower rows were kept
rows-grouped = groups rows under one another, but upper rows are no sums of lower ones: { $levels }
  .remedy = export the report without groups, as a plain list

excel-error = is an error of Excel, not a value
  .remedy = mend the formula in Excel and save
formula-without-value = is a formula whose result is not in the file
  .remedy = open the workbook in Excel, let it calculate and save it
date-unreadable = is not a date
  .remedy = write it like 2024-01-31
date-unreadable__document = names no day
  .remedy = leave the row out in study.yaml (leave_out_rows)
date-unreadable__more = { $more } more different values can't be read as a date
  .remedy = say in the settings that the column is text, or mend it in the file
number-unreadable = is not a number
  .remedy = write it like { $number }
number-unreadable__times = is not a number
  .remedy = write { $number }
number-unreadable__date = is a date among numbers; Excel may have turned a number into it
  .remedy = write the number
number-unreadable__more = { $more } more different values can't be read as a number
  .remedy = say in the settings that the column is text, or mend it in the file
percent-mixed = has no per cent sign while other cells of the column have one
  .remedy = write all of them the same way
number-shortened = was shortened by Excel; its last digits may be lost
  .remedy = format the column as text or as a number and export again

# Questions, with what each answer means.

ask-encoding = the letters beyond A to Z can be read in more than one way; which reading is right?
ask-encoding-as = { $encoding ->
    [cp1251] Russian
    [cp1250] Polish or Czech
   *[cp1252] western European
  } letters: { $words }
ask-delimiter = the fields can be cut at two signs; which one parts them?
ask-delimiter-at = { $sign ->
    [comma] comma
    [semicolon] semicolon
    [tab] tab
   *[bar] vertical bar
  }: { $fields }
ask-headings = no row names the columns; is row { $row } ({ $shown }) the first row of data?
ask-headings-none = there are no headings; the columns are called column_1, column_2 ...
ask-headings-row = row { $row } is the heading
ask-decimal = is the sign in { $texts } a decimal sign or one between thousands?
ask-decimal-means = { $text } is { $number }
ask-decimal-none = not a number
ask-day = which part is the day in { $texts }? No date of the column tells
ask-day-means = { $text } is the day { $day }
ask-sections = lines hold nothing but a name ({ $names }); do they head the rows below them?
ask-sections-flatten = yes: the names become a column of the rows below them
ask-sections-keep = no: they are rows of their own without values
ask-fill = column "{ $column }" is empty in { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }; does the name above stand for the rows below it?
ask-fill-down = yes: row { $row } belongs to { $key }
ask-fill-leave = no: those rows have none
ask-sums = every row seems to be a sum of rows below it, or one of them ({ $names } ...); is it a grouped report?
ask-sums-flatten = yes: the sums are left out and their names become columns of the rows below them
ask-sums-keep = no: every row is a row of data of its own
ask-subtotals = { $subtotals ->
    [one] { $subtotals } row looks like a line but holds the sum
   *[other] { $subtotals } rows look like lines but hold the sums
  } of the rows beside { $subtotals ->
    [one] it ({ $rows }); is it a subtotal?
   *[other] them ({ $rows }); are they subtotals?
  }
ask-subtotals-out = yes: they are left out, and their lines are counted
ask-subtotals-naming = yes: they are left out, and what they say in { $columns } stands for their lines
ask-subtotals-keep = no: every row is a line of its own
ask-year = the columns "{ $first }" to "{ $last }" are months without a year; which year is it?
ask-year-digits = the year, in four digits
ask-years = does each row say what its client is, beside "{ $first }" to "{ $last }", or are these the sales of each year?
ask-years-columns = a list with one row each: they stay columns
ask-years-rows = sales of each year: they become one row a year

# What was done to a table.

read-one-of-tables = one of { $tables } tables of the sheet; it begins at row { $row }, column { $column }
read-hidden-sheet = the sheet is hidden in Excel; it was read as well
read-hidden-rows = { $rows } rows hidden in Excel were read as well
read-left-out-rows = left out { $rows } rows by decision
read-notes = lines above the headings kept as notes: "{ $lines }"
read-headings-joined = two rows of headings joined, group / column
read-headings-repeated = left out { $rows ->
    [one] { $rows } row that repeats the headings
   *[other] { $rows } rows that repeat the headings
  }
read-blank = left out { $rows ->
    [one] { $rows } blank row
   *[other] { $rows } blank rows
  }
read-level-names = the lines below the headings name the lower levels: { $names }
read-column-numbers = left out row { $row }, which numbers the columns
read-remarks = left out { $lines ->
    [one] { $lines } line of text below the table: "{ $first }"
   *[other] { $lines } lines of text below the table: "{ $first }"
  }
read-cut-ends = { $lines } lines end before their empty fields
read-unnamed = columns without heading are called { $names }
read-merged = merged cells filled down in { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
  }
read-no-value = column "{ $column }": { $words } read as no value
read-dashes = column "{ $column }": a dash read as no value ({ $times } times)
read-two-digits = 00-69 are 2000-2069, 70-99 are 1970-1999
read-short-years = column "{ $column }": years of two digits: { read-two-digits }
read-time-zones = column "{ $column }": time zones left out, the time is kept as written
read-times-utc = column "{ $column }": times are kept as in the time zone UTC
read-currencies = column "{ $column }" names several currencies; their codes are in "{ $codes }"
read-filled-down = column "{ $column }": empty cells filled from the row above
read-sections = lines that head the rows below them ({ $names }) became the column "{ $column }"
read-total-alone = totals row { $row } left out; it holds nothing to compare
read-totals = { $totals ->
    [1] totals row { $rows } left out; its amounts agree with the sums of the columns
   *[other] { $totals } totals rows left out ({ $rows }); their amounts agree with their rows
  }
read-flattened = rows grouped under one another flattened into { $levels } levels: { $shown }
read-flattened-short = { $rows ->
    [one] { $rows } row has none of the lowest level below it; it was kept
   *[other] { $rows } rows have none of the lowest level below them; they were kept
  }
read-upper = { $hold ->
    [agree] subtotals agree with the rows below them and were left out ({ $upper })
    [empty] upper rows hold no numbers; they only name their groups ({ $upper })
   *[differ] upper rows left out ({ $upper })
  }
read-levels-named = the levels are called { $levels }
read-document-days = the days in the names of "{ $column }" are in the column "{ $days }"
read-sum-of-months = column "{ $column }" left out; it agrees with the sum of the months
read-unpivoted = unpivoted { $columns } { $form ->
    [month] month columns into one row a month
   *[year] year columns into one row a year
  }; empty cells give no row
read-repeated = the amounts in { $columns } stand in each month's row; do not add them up
