-- How often the holder of a lease gave a sign of life. Who waits takes over when it has seen no new one for as long as
-- the lease lasts, by its own stopwatch: nobody's wall clock says when it ends, neither that of a server nor that of
-- whichever node of the database answers. expires_at goes on to be written for servers of the release before; zero
-- says, as it did, that the lease was given back.
ALTER TABLE status.lease ADD COLUMN beat BIGINT UNSIGNED NOT NULL DEFAULT 0;
ALTER TABLE status.crl_lease ADD COLUMN beat BIGINT UNSIGNED NOT NULL DEFAULT 0;
