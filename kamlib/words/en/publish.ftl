# The first page of a study.

index-as-of = Sales counted up to { $day }
index-accounts = Pages of each account
index-chapter = Chapter
index-question = Question and finding
index-state = State
index-stopped = Some chapters stopped. Fix what they name, then run again.
state-stopped = stopped
state-done = done
state-not-run = not run
state-old = older than the study
