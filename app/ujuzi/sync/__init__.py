"""The engine of the desktop's exchange: identity, pace, roots, and one exchange over any road.

A learner's progress goes to her own campus, and to every other where she has sat down at a computer
since she last left it by a move. `hub.feed.feed` writes the `progress` document out when it is
read: the states that were told since the reader knew everything, by the revision at which each last
was; all of them for a computer that she newly uses and a campus that she came to; each once,
however many batches told it (`hub.feed.progress`), and a bounded page at a time. It is not kept as
it came: `store.heard` joins its states into the projections with the rules of `domain.state`, which
say the same as folding the union of events; a rebuild folds the log and joins what was heard. A
device that finds itself on another machine (`sync.machine`), or that the hub contradicts, takes a
new identity and tells again what had not landed (`sync.identity`); a fact told again keeps its
first identity's stamp, so it changes nothing. One whose key is gone does so when its coordinator
gives it a new code. A hub of a new epoch is told again what it lost, whoever had told it. A batch's
bytes go 90 days after it landed; a hub that loses it after that hears its events from a new
identity, for bytes that are made anew might contradict the old.

Where there is no network the same batches go by folder (`sync.collecting`), sealed once
(`sync.enveloping`); the receipts that come back count as the hub's own answer (`sync.receiving`).
"""
