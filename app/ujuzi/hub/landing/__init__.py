"""What arrives: asks and batches read, landed once or set apart, and what follows from that.

`wire.batch.cut` takes a contiguous run of a device's events, encodes them by columns
(`wire.codec`), and signs them with the hash of the batch before. `hub.landing.ingest` locks the
device's head, lands the next batch of the chain in one transaction (events, folded states, tallies,
the head), parks what leaves a gap or comes from a stolen computer, keeps both sides of a
contradiction, and quarantines what it cannot read; the signed receipt follows the commit.
`hub.landing.quarantine` shows a person all that, and lets in what can be by then. `hub.feed.feed`
sends down what changed in the device's scope; the reply is deflated where that is shorter. At the
desk `services.delivery.delivery` runs `sync.exchange`: it cuts what is in no batch yet into
`store.outbox`, offers what has not landed over a `Transport` (HTTP, or memory in tests), and keeps
receipt, documents and cursors in one transaction. In the windows `ui.shell.courier` runs it on a
thread of its own, which borrows the store through `Jobs.wait_for` for a moment at a time.
"""
