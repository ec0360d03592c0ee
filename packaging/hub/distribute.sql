-- Spreads the hub's tables over the nodes of a Citus cluster, by institution.
--
-- Run once, on the coordinator, in the hub's database, after `ujuzi-hub --database ... devices` has
-- made the tables (any command does) and before much is in them; the hub stands still meanwhile.
-- Every key, join and lock of a distributed table names its institution, so that a batch lands, is
-- graded and is rewarded on one node; a test reads the statements. What every institution reads is
-- small, and is copied to each node.
--
-- These ask every node, because their answer is over everything, or is the institution itself:
-- `ujuzi-hub export`, `purge`, `devices`, `quarantine list`, `achievement add`, `award list`,
-- `credential list`, and `add`, `grade`, `items`, `withdraw` and `signals` of `assessment`; finding a
-- credential by its id or by the code that somebody types at /verify; signing a status list, which
-- holds what was revoked anywhere; and looking every few seconds for what was left ungraded or is owed.
--
-- The private keys in `settings` and `issuing_keys`, which every node has, are wrapped by a key that
-- no node has: it lies where the hub's processes run (UJUZI_HUB_KEY_FILE, README.md).
--
-- Not run here: Citus is not among the packages of the machine on which this was written.

BEGIN;

CREATE EXTENSION IF NOT EXISTS citus;

SELECT create_reference_table('achievements');
SELECT create_reference_table('administrators');
SELECT create_reference_table('admissions');
SELECT create_reference_table('announcements');
SELECT create_reference_table('codes');
SELECT create_reference_table('devices');
SELECT create_reference_table('enrolments');
SELECT create_reference_table('epochs');
SELECT create_reference_table('grant_codes');
SELECT create_reference_table('grant_lists');
SELECT create_reference_table('grants');
SELECT create_reference_table('issuing_keys');
SELECT create_reference_table('key_sheets');
SELECT create_reference_table('lines');
SELECT create_reference_table('offices');
SELECT create_reference_table('organisations');
SELECT create_reference_table('relays');
SELECT create_reference_table('settings');
SELECT create_reference_table('status_lists');
SELECT create_reference_table('streams');
SELECT create_reference_table('successors');
SELECT create_reference_table('withdrawn_items');

SELECT create_distributed_table('heads', 'institution');
SELECT create_distributed_table('accommodations', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('appeals', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('batches', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('code_uses', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('cohorts', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('coordinator_acts', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('credentials', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('decisions', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('documents', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('erased', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('events', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('forks', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('held', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('learners', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('link_proofs', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('link_questions', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('links', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('memberships', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('owed', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('parked', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('people', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('person_codes', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('progress', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('proofs', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('quarantine', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('results', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('seats', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('signals', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('sitting_codes', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('sittings', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('states', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('tallies', 'institution', colocate_with => 'heads');
SELECT create_distributed_table('void_numbers', 'institution', colocate_with => 'heads');

COMMIT;
