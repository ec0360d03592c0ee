"""Assessments that count and certificates: sitting, handing in, holding, checking.

A pack carries an assessment's bank as it is shown (`domain.assessment.shown`): no keys, no
feedback, choices named by a lot of their texts. The keys are a signed sheet bound to that object by
its hash, sealed to the hub (`packs.key_sheet`, `ujuzi pack keys`).
`services.assess.assessment.begin` appends `AssessmentBegun` and a local row in one transaction. An
attempt draws by the salt of its number on the learner's ticket (`domain.ticket`,
`services.assess.tickets`), or by the seed of a supervised sitting's code; what her earlier numbers
would draw comes last. It carries a proof of that. `hub.feed.tickets` writes tickets out when they
are read and stores none; `hub.assessment.drawing` finds out what an attempt was drawn from. Answers
are local rows (`store.sittings`), durable one by one. Time is what the monotonic clock saw while
the sitting was open; the gaps are told as the wall clock claims them. `submit` seals the answers to
the hub (`wire.handed_in`), appends them as one event and deletes the rows in one transaction;
`secure_delete` overwrites them, and the write-ahead log is emptied.
"""
