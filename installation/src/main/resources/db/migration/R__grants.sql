-- What each service may do. The users themselves are made by the installation, with passwords from
-- its secret files. This file runs again whenever it changes.

-- The certificate authority.
GRANT SELECT, INSERT, UPDATE ON ca.* TO 'jitsuin_ca'@'%';
GRANT DELETE ON ca.planned TO 'jitsuin_ca'@'%';
GRANT DELETE ON ca.idempotency TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.issuer TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.crl_partition TO 'jitsuin_ca'@'%';
GRANT SELECT ON status.crl TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.ocsp_signer TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.certificate TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON status.revocation TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE ON status.feed_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.feed TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON status.lease TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON status.relying_party TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON status.relying_party_certificate TO 'jitsuin_ca'@'%';
GRANT SELECT ON status.relying_party_count TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE ON status.audit_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON status.setback TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON audit.entry TO 'jitsuin_ca'@'%';
GRANT SELECT ON audit.log_key TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON audit.checkpoint TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON audit.disclosure TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON audit.key_use TO 'jitsuin_ca'@'%';
-- Brakes.
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.brake_use TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.brake_pace TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.event_breaker TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON ca.event_hour TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.event_hold TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.held_event TO 'jitsuin_ca'@'%';
GRANT UPDATE (result, recorded_at) ON ca.resident_event TO 'jitsuin_ca'@'%';
-- Staff and what relying parties asked for.
GRANT DELETE ON ca.lineage_count TO 'jitsuin_ca'@'%';

-- Signers' keys: what responders ask, and what becomes of it.
GRANT SELECT, INSERT, UPDATE ON status.ocsp_responder TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE, DELETE ON status.signer_request TO 'jitsuin_ca'@'%';

-- The certificate authority erases what it may keep no longer (docs/retention.md). Besides, it
-- updates: ca.card and ca.certificate (register_id, residence), ca.certificate_der (der),
-- ca.signing_intent (tbs), ca.resident_event (register_id, content_hash), ca.application (content,
-- reason, refusal_detail, result, result_cuts, register_id), ca.held_event (register_id),
-- ca.revocation_job, ca.event_hold and ca.staff_change (reason), and inserts and updates ca.retention.
GRANT DELETE ON ca.resident TO 'jitsuin_ca'@'%';
GRANT DELETE ON ca.event_batch TO 'jitsuin_ca'@'%';
GRANT DELETE ON status.relying_party_count TO 'jitsuin_ca'@'%';

-- The OCSP responder reads the status schema and nothing else; it writes only how much it answered.
GRANT SELECT ON status.* TO 'jitsuin_ocsp'@'%';
GRANT INSERT, UPDATE ON status.relying_party_count TO 'jitsuin_ocsp'@'%';
-- It asks for certificates, and says nothing of what becomes of that.
GRANT INSERT (responder, issuer_no, key_label, request, endorser_issuer, endorser_serial, endorsement,
  requested_at) ON status.signer_request TO 'jitsuin_ocsp'@'%';

-- The CRL publisher reads what CRLs are made of, keeps its own tables, and hands in entries for the audit log. It can
-- reach no head, no lease and no entry of the authority. What an earlier release granted is taken back first.
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'jitsuin_crl'@'%';
GRANT SELECT ON status.issuer TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.crl_partition TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.certificate TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.revocation TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.feed TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.feed_head TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.setback TO 'jitsuin_crl'@'%';
GRANT SELECT ON audit.link_certificate TO 'jitsuin_crl'@'%';
GRANT SELECT,
  INSERT (partition_no, number, state, feed_seq, this_update, next_update, base, node),
  UPDATE (state, entries, size, sha256, delta_entries, delta_size, delta_sha256)
  ON status.crl TO 'jitsuin_crl'@'%';
GRANT SELECT, INSERT, UPDATE ON status.crl_directory TO 'jitsuin_crl'@'%';
GRANT SELECT, INSERT, UPDATE ON status.crl_lease TO 'jitsuin_crl'@'%';
GRANT SELECT, INSERT, UPDATE ON status.crl_setback TO 'jitsuin_crl'@'%';
GRANT SELECT (recorded_at, refusal), INSERT (recorded_at, body) ON audit.submission TO 'jitsuin_crl'@'%';
GRANT INSERT ON audit.key_use TO 'jitsuin_crl'@'%';

-- What the authority does with what the publisher hands in.
GRANT SELECT, DELETE, UPDATE (refusal) ON audit.submission TO 'jitsuin_ca'@'%';
GRANT SELECT ON status.crl_setback TO 'jitsuin_ca'@'%';
