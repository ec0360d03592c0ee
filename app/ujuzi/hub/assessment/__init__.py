"""Attempts at assessments: what they drew, their grades, questions about them, awards.

The transaction that lands `AssessmentSubmitted` writes a sitting's row and no more
(`hub.assessment.sittings`): nothing in it can stop a device. After the commit, and before the
reply, `hub.assessment.grader` opens it in a transaction of its own, draws as the device drew, marks
by `domain.grading` and publishes a `result` to the computers that the learner uses; without its key
sheet it waits, unreadable it is told so. Opening a submission has a transaction of its own. Grading
again adds a revision only where it says something else. `domain.integrity` asks questions for a
person, which change no result; an open one of `integrity.HOLDING` holds what a pass earns, and what
is built on it. Who has passed and is linked to a person of the roster is given a credential by
`hub.assessment.awards`: signed by the newest issuing key that the key list names
(`hub.credentials.keys`). It attests the competencies that were reached. A status list belongs to
one issuer, is signed when it is asked for, and goes to those whom it concerns. `hub.people.owed`
holds who may be owed a certificate, written with what gives rise to it; `hub.steward`, a thread of
each process, grades and issues what was left. `hub.verify.page` checks it for anybody, and gives
the list to check with.
"""
