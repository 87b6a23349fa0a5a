# The command line. Counts arrive as numbers; names, paths and days arrive as text.

program = Key account management from your own sales export.
usage = usage:{" "}
positionals = arguments
options = options
help-help = show this help and end
version-help = show the version and end
meta-command = command
meta-folder = FOLDER
meta-file = FILE
meta-files = FILES
meta-query = QUERY
meta-name = NAME
meta-names = NAMES
meta-value = VALUE
meta-numbers = NUMBERS
meta-number = N
meta-keys = KEYS
meta-form = FORM
meta-day = DAY

## What argparse says; it puts its own values in place of the signs with %.

argparse-error = { $program }: error: { $reason }
argparse-argument = argument %(argument_name)s: %(message)s
argparse-required = these arguments are missing: %s
argparse-unrecognized = these arguments are unknown: %s
argparse-choice = %(value)r is not possible; choose from %(choices)s
argparse-type = %(value)r is not possible
argparse-not-with = cannot stand with %s
argparse-one = needs one value
argparse-some = needs at least one value
argparse-many = needs %s values

## Verbs

verb-new = make a study from a client's files
verb-new-about = Copy the files, find what each column means, and write study.yaml with open questions.
verb-check = list everything to fix or answer
verb-check-about = Read every file of a study and report all problems and open questions at once.
verb-run = run the chapters and make the pages
verb-run-about =
    Run the chapters on a study; the pages are in its folder output.
    With --accounts, make a notebook and a page for each account and chapter, in output/accounts.
    Only what changed is done again.
verb-forms = make Excel forms and workbooks for people who never open a notebook
verb-forms-about =
    For scores, strength and influence, make one form for each person, in the folder forms, ready to send.
    For dossier, buying centre, plan and meeting, make one workbook for each key account, in judgement/dossiers.
    You can make a workbook again at any time; everything typed in it stays.
verb-collect = read returned forms into the study
verb-collect-about = Read returned forms cell by cell into judgement; earlier answers are never lost.
verb-handover = write a stand-in and handover sheet for each account
verb-handover-about = Make one A4 sheet for each account, filled from dossier, buying centre, team and plan.
verb-client-plan = write the version of a plan that the client may see
verb-client-plan-about = Leave out our margins, ratings of persons and fallback positions; the files are in output/plans.
verb-review = keep the state of a day, so that the next review can show what changed
verb-review-about = Keep list, dossiers, buying centres, promises and plans as they are now in judgement/reviews.
verb-print = make the papers for the coming week
verb-print-about =
    Make one file for printing: a sheet of A4 for each key account, and what changed since the last review.
    The contact schedule lies beside it, as calendars and as a table.
verb-erase = erase one person from a whole study
verb-erase-about =
    Take a person's name, and all that was written about them, out of judgement and forms.
    Dated copies are included, and output is deleted.
    Nothing brings it back; without --yes the command only shows what it would do.

## What verbs take

arg-study = the study
arg-accounts = key, all, or accounts by key or name, separated by commas; without it, the key accounts
arg-day = as 2026-02-12; without it, the day of the study
arg-new-folder = where the study will be
arg-new-files = the files as you received them; without them, propose again for a study
arg-new-sales = which of the files holds the sales
arg-new-sales-sql = a query that makes the sales from the files
arg-new-name = title of the study
arg-check-json = for programs
arg-run-folder = the study; without it, the case
arg-run-chapters = for example 01-02 or 00,02
arg-run-accounts = key, all, or accounts by key or name, separated by commas
arg-run-parameter = a value for the chapters that declare this name; you can repeat it
arg-forms-form = one of %(choices)s
arg-forms-for = forms for persons: who fills them in, separated by commas
arg-forms-round = scores: 1 is silent; 2 shows the earlier answers
arg-forms-role = influence: who answers
arg-forms-manager = influence, other roles: whose accounts
arg-forms-accounts = key, all, or accounts by key or name, separated by commas; without it, those of the selection, or the key accounts
arg-forms-criteria = scores: which criteria; without it, those of the pack
arg-forms-until = when you need it back, as 2026-01-31
arg-forms-on = meeting: its day, as 2026-02-12
arg-collect-files = the files that came back, or folders with them
arg-no-names = show everybody by role and letter
arg-plan-accounts = key, all, or accounts by key or name, separated by commas; without it, all accounts with a plan
arg-print-day = the first day of the schedule, as 2026-02-12
arg-print-since = the review to compare with; without it, the last one
arg-erase-person = the name as it was written
arg-erase-yes = do it

accounts-nothing = nothing is typed; write key, all, or an account

## What the command line says at the end

interrupted = Stopped. Finished work is kept.
chapters-stopped = { $names } stopped:
results-at = Results: { $path }
pages-unchanged = { $pages ->
    [one] { $pages } page is unchanged.
   *[other] { $pages } pages are unchanged.
  }
sheet-failed = Not made: { $name }
printed = { $page }: { $accounts ->
    [one] { $accounts } account
   *[other] { $accounts } accounts
  }, { $changes ->
    [one] { $changes } change
   *[other] { $changes } changes
  }
schedule-at = Schedule: { $path }
disk = can't be read or written: { $reason }; free some space, or choose another place
disk-chapter = can't be read or written: { $reason }
our-mistake = Something went wrong that is not your mistake; the full report is in { $file }
page-of-changes = The page of changes
nobody = nobody

## Chapters

list-none = none
chapter-place = chapter { $chapter }
chapter-place-under = chapter { $chapter }, under "{ $heading }"
chapter-wordless = it stopped without a message
chapters-unreadable = does not name chapters
    .remedy = write numbers and ranges, for example 01-02,90
chapter-unknown = is not a chapter
    .remedy = choose from: { $known }
no-chapters = has no chapters to run
no-chapters__account = has no chapter about one account
chapter-of-all = is not about one account
    .remedy = choose from: { $known }
chapter-ended__late = the chapter stopped: a cell took too long
    .remedy = it may have run out of memory: close other programs, then run it again
chapter-ended = the chapter stopped: its process ended
    .remedy = it may have run out of memory: close other programs, then run it again
chapter-failed = the chapter stopped: { $reason } ({ $kind })
    .remedy = see { $report } in the output folder, or open the chapter in JupyterLab
names-shown = these chapters need names: { $chapters }
    .remedy = run the others alone: --chapters { $others }
study-as-parameter = can't be given with -p here
    .remedy = name the folder itself: kam run FOLDER
account-as-parameter = can't be given with -p here
    .remedy = name accounts with --accounts
chapter-done = done in { $seconds } s
chapter-stopped = stopped
account-done = { $chapters ->
    [one] { $chapters } chapter done in { $seconds } s
   *[other] { $chapters } chapters done in { $seconds } s
  }
account-stopped = stopped: { $chapters }
accounts-home = All accounts
no-accounts = has no key account yet
    .remedy = name accounts, or see chapters 04 and 05
the-study = the study

## Parameters of chapters

kind-is = { $kind ->
    [str] a text
    [int] a whole number
    [float] a number
    [bool] true or false
    [list] a list
    [dict] a table of names and values
   *[other] a plain value
  }
parameter-place = parameter { $name }
parameter-value = is not { kind-is }
    .remedy = write { kind-is }, for example { $example }
parameter-unseen = is declared in a way that papermill cannot read
    .remedy = write one line "name: kind = value  # meaning"
parameter-unknown = is no parameter of this chapter
    .remedy = the parameters are: { $known }
parameter-unknown__close = is no parameter of this chapter
    .remedy = did you mean { $close }?

## Forms and workbooks

form-made = { $path }: { $accounts ->
    [one] { $accounts } account
   *[other] { $accounts } accounts
  }
form-empty = has no account to ask about
    .remedy = name some with --accounts
form-for = names nobody
    .remedy = write --for "Adam Bor, Nina Sova"
form-manager__missing = --role { $role } needs a manager
    .remedy = write --manager "Adam Bor"
form-manager = --manager goes with kam forms influence --role supervisor
    .remedy = leave it out, or add the role
form-accounts = a meeting needs an account
    .remedy = write --accounts "Volna Opt"
form-day = a meeting needs a day
    .remedy = write --on 2026-02-12
form-other-study = is a workbook of another study, "{ $study }"
    .remedy = collect it there
form-collected = { $about }: { $new } new, { $changed } changed, { $same } as before, { $empty } empty, { $wrong } not taken ({ $file })
form-collected-nominated = { $about }: { $new } new, { $changed } changed, { $same } as before, { $empty } empty, { $wrong } not taken; nominated: { $nominated } ({ $file })
form-on = on { $manager }
form-round = round { $round }
book-new = { $file }: new
answers-kept = { $answers ->
    [one] { $answers } answer kept
   *[other] { $answers } answers kept
  }
book-same = { $file }: unchanged, { answers-kept }
book-renewed = { $file }: made again, { answers-kept }; the earlier one is { $copy }
book-former = { $lines ->
    [one] { $lines } former line
   *[other] { $lines } former lines
  }
book-pictures = { $pictures ->
    [one] { $pictures } picture stays in the earlier one
   *[other] { $pictures } pictures stay in the earlier one
  }
book-collected = { $file }: { $account }; { $new } new, { $changed } changed, { $known } known
book-before = what it was before is in { $copy }
book-at-home = { $file }: the study reads it where it lies; there is nothing to collect
answer-replaced = sheet "{ $sheet }", { $place }: it was "{ $before }", now it is "{ $now }"
meeting-to-come = is a meeting in the future
    .remedy = collect it after the meeting
meeting-undated = says no day on which it takes place
    .remedy = make the workbook again: kam forms meeting
meeting-nothing = nothing is filled in after the meeting
book-written = { $file }: written
book-written-copy = { $file }: written; what it was before is in { $copy }

## Plans and reviews

plan-empty = has an empty plan
    .remedy = begin with the client's goals
no-plan = has no plan yet
    .remedy = make its workbook: kam forms plan FOLDER --accounts "{ $found }"
review-kept = Kept: { $file }
review-first = This is the first review; the next one shows what changed since.
review-changes = { $changes ->
    [one] { $changes } change since { $day }:
   *[other] { $changes } changes since { $day }:
  }

## One command at a time

lock-waiting = Waiting for { $holder }. Ctrl+C ends the waiting.
lock-holder = { $command } of { $user } on { $host }, since { $since }
lock-another = another command
study-busy = is in use by { $holder }
    .remedy = wait until it has ended, or end it, and repeat the command

## Erasing a person

erase-instead = erased person { $number }
erase-name__short = is too short for a name
    .remedy = write it in full, as it was written
erase-name = does not appear in this study
    .remedy = check how it was written
erase-name__like = does not appear in this study
    .remedy = did you mean { $like }?
erase-not-yet = Nothing was changed yet. To erase for good, add --yes.
erase-look = check it yourself
erase-places = { $file }: { $places ->
    [one] { $places } place
   *[other] { $places } places
  }
erase-deleted = { $file }: is deleted, because it was made for this person
erase-renamed = { $file }: is now called { $name }
erase-left = { $file }: mentions the person; { $reason }
erase-attachments = { $files ->
    [one] { $files } attachment can't be searched, check it yourself: { $names }
   *[other] { $files } attachments can't be searched, check them yourself: { $names }
  }
erase-spellings = Other spellings are not changed. Nearly the same: { $names }
erase-near =
    Words that look like the name are not changed.
    They may mean the same person in another case or order, or somebody else. Check them, and change them by hand.
erase-sheet-name = name of the sheet
erase-file-name = name of the file
erase-line = line { $lines }
erase-done = Erased. Where the name was, you now find "{ $instead }". The folder output was deleted: kam run makes it again.
erase-partly = The name was changed to "{ $instead }" where possible.
erase-incomplete = { $mention ->
    [0] The erasure is not complete: { erase-sealed }. Fix the points above.
   *[other] { $sealed ->
        [0] The erasure is not complete: { erase-mention }. Fix the points above.
       *[other] The erasure is not complete: { erase-mention } and { erase-sealed }. Fix the points above.
      }
  }
erase-mention = { $mention ->
    [one] { $mention } file still mentions the person
   *[other] { $mention } files still mention the person
  }
erase-sealed = { $sealed ->
    [one] { $sealed } file can't be searched
   *[other] { $sealed } files can't be searched
  }
erase-output-left = The folder output could not be fully deleted, and the name may still be in it: delete it.
