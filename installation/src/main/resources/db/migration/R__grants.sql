-- What each service may do: by table, by column where a row is changed. Who is not named here may do
-- nothing, with a new table as well; docs/operation.md has the rules and grants.txt, which a test compares, the
-- whole list. The users themselves are made by the installation, with passwords from its secret files.
-- This file runs again whenever it changes. What earlier releases granted is taken back first.
-- INSERT … ON DUPLICATE KEY UPDATE asks MariaDB for UPDATE of all columns that are inserted, too: where that
-- is done, all of the table can be changed.

-- The certificate authority: residents, cards and what is issued for them. What names them, and what
-- was issued, is written once; erasing (docs/retention.md) takes names out of rows that stay, and puts
-- a SHA-256 in the place of a certificate (a constraint of ca.certificate_der takes nothing else).
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.resident TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT,
  UPDATE (register_id, residence, expires_on, specially_extended, suspended_at, suspended_by, ended_at,
    end_cause)
  ON ca.card TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT,
  UPDATE (register_id, residence, live_card_id, reason, revoked_at, invalid_since)
  ON ca.certificate TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT (issuer_no, serial, der), UPDATE (der) ON ca.certificate_der TO 'jitsuin_ca'@'%';
GRANT SELECT,
  INSERT (issuer_no, serial, purpose, state, card_id, partition_no, not_after, tbs, node, boot, started_at, approval),
  UPDATE (state, tbs)
  ON ca.signing_intent TO 'jitsuin_ca'@'%';
-- The writing of cards. Which certificate was issued over which order stays.
GRANT SELECT,
  INSERT (order_id, card_id, chip, kinds, state, opened_at, opened_by, leased_to, leased_until, open_card,
    open_chip),
  UPDATE (state, leased_to, leased_until, issued_at, ended_at, counter, open_card, open_chip)
  ON ca.card_order TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON ca.card_order_certificate TO 'jitsuin_ca'@'%';
GRANT SELECT ON ca.authority_script TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.planned TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON ca.idempotency TO 'jitsuin_ca'@'%';

-- What the register reports, and the brakes on it.
GRANT SELECT, INSERT, UPDATE (register_id, content_hash, recorded_at, result)
  ON ca.resident_event TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE, UPDATE (line_count, refused, updated_at)
  ON ca.event_batch TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (hour, events, hold_id) ON ca.event_breaker TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON ca.event_hour TO 'jitsuin_ca'@'%';
GRANT SELECT,
  INSERT (hold_id, source, reported_by, event_class, state, opened_at, hour_limit, held_count,
    applied_count, refused_count),
  UPDATE (state, held_count, applied_count, refused_count, decision, reason, proposed_by, proposed_at,
    approved_by, approved_at, ended_at)
  ON ca.event_hold TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE, UPDATE (register_id, event, refusal_code, refusal_detail, refused_at)
  ON ca.held_event TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE, UPDATE (used, used_up_at) ON ca.brake_use TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (full_at, told_at) ON ca.brake_pace TO 'jitsuin_ca'@'%';

-- Offices and operators. Who entered or proposed what, and when, stays.
GRANT SELECT,
  INSERT (application_id, kind, state, municipality, card_id, content, entered_by, entered_at, register_id),
  UPDATE (state, content, contributed_by, approved_by, approved_at, approved_content, ended_by, ended_at,
    refusal_code, refusal_detail, reason, result, result_cuts, register_id, fell_with)
  ON ca.application TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (kinds, proposed_kinds, proposed_by, proposed_at)
  ON ca.dual_control TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE (open, reason, until, changed_by, changed_at) ON ca.issuing TO 'jitsuin_ca'@'%';
GRANT SELECT,
  INSERT (job_id, state, selection, municipality, authority, generation, issuer_no, ground, invalid_since,
    reason, per_second, total, revoked, already, proposed_by, proposed_at, issued_from, issued_until,
    own_serial, list_entries, list_sha256),
  UPDATE (state, reason, total, revoked, already, approved_by, approved_at, started_at, ended_by, ended_at,
    cursor_partition, cursor_not_before, cursor_issuer, cursor_serial, fell_with, approval, feed_seq, late)
  ON ca.revocation_job TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON ca.revocation_job_serial TO 'jitsuin_ca'@'%';
GRANT SELECT,
  INSERT (list_id, authority, listed_by, municipality, entries, opened_by, opened_at),
  UPDATE (entries, sha256, sealed_by, sealed_at)
  ON ca.revocation_list TO 'jitsuin_ca'@'%';
-- The numbers of approvals, and what they stop.
GRANT SELECT, UPDATE (last) ON ca.revocation_approval TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON ca.stopped_generation TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.responder_admission TO 'jitsuin_ca'@'%';

-- Staff and what relying parties asked for. Whose a certificate is, for which role and municipality,
-- stays as it was registered.
GRANT SELECT,
  INSERT (serial, person, name, role, municipality, window_code, active, not_after, key_hash, certificate),
  UPDATE (active, ended, ended_at, certificate)
  ON ca.staff TO 'jitsuin_ca'@'%';
GRANT SELECT,
  INSERT (change_id, kind, state, person, name, role, municipality, window_code, key_info, reason, content,
    proposed_by, proposed_at),
  UPDATE (state, reason, serial, decided_by, decided_at)
  ON ca.staff_change TO 'jitsuin_ca'@'%';
GRANT SELECT ON ca.staff_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.lineage_count TO 'jitsuin_ca'@'%';

-- Consents of holders. What was consented to, and when, is not changed: it is withdrawn, and erased when it is over.
GRANT SELECT, INSERT, DELETE, UPDATE (over_at, withdrawn_at, withdrawal_no) ON ca.consent TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.consent_withdrawal TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON ca.consent_answer TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON ca.consent_count TO 'jitsuin_ca'@'%';

-- Counts, and what each server remembers.
GRANT SELECT, UPDATE (seq) ON ca.partition_count TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.partition_load TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.statistic TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE (last) ON ca.statistic_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON ca.setting TO 'jitsuin_ca'@'%';
-- Whose each server's name is.
GRANT SELECT, INSERT, UPDATE (home, boot, starts, beat, stopped, knows) ON ca.server TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (place, done_on) ON ca.retention TO 'jitsuin_ca'@'%';

-- The status feed, which is only added to. Key generations are made by ceremonies.
GRANT SELECT ON status.issuer TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.crl_partition TO 'jitsuin_ca'@'%';
GRANT SELECT ON status.crl TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.certificate TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE, DELETE ON status.revocation TO 'jitsuin_ca'@'%';
GRANT SELECT, UPDATE (last) ON status.feed_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON status.feed TO 'jitsuin_ca'@'%';
-- The heartbeat of the status.
GRANT SELECT, UPDATE (seq, at, told, content) ON status.beat TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (holder, fence, expires_at, beat) ON status.lease TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE (authorities, active) ON status.relying_party TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON status.relying_party_certificate TO 'jitsuin_ca'@'%';
GRANT SELECT, DELETE ON status.relying_party_count TO 'jitsuin_ca'@'%';

-- How far the schema is.
GRANT SELECT ON status.schema_level TO 'jitsuin_ca'@'%';

-- Signers' keys: what responders ask, and what becomes of it.
GRANT SELECT, INSERT ON status.ocsp_signer TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON status.ocsp_responder TO 'jitsuin_ca'@'%';
GRANT SELECT, DELETE, UPDATE (serial, state, answer, decided_at)
  ON status.signer_request TO 'jitsuin_ca'@'%';

-- The keys that sign status filters.
GRANT SELECT, INSERT ON status.filter_signer TO 'jitsuin_ca'@'%';

-- The audit log, which is only added to. What entries bind can be erased, never changed.
GRANT SELECT, UPDATE (last, open) ON status.audit_head TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON audit.entry TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, DELETE ON audit.disclosure TO 'jitsuin_ca'@'%';
GRANT SELECT ON audit.log_key TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT (size, root, recorded_at), UPDATE (note, witnesses)
  ON audit.checkpoint TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT ON audit.key_use TO 'jitsuin_ca'@'%';
GRANT SELECT, INSERT, UPDATE ON status.setback TO 'jitsuin_ca'@'%';

-- What the authority does with what the publisher hands in.
GRANT SELECT, DELETE, UPDATE (refusal) ON audit.submission TO 'jitsuin_ca'@'%';
GRANT SELECT ON status.crl_setback TO 'jitsuin_ca'@'%';

-- The OCSP responder reads what it answers from; it writes only how much it answered.
REVOKE ALL PRIVILEGES, GRANT OPTION FROM 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.issuer TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.certificate TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.revocation TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.feed_head TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.feed TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.beat TO 'jitsuin_ocsp'@'%';
GRANT SELECT (one, open) ON status.audit_head TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.crl_setback TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.gap TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.schema_level TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.ocsp_signer TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.ocsp_responder TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.relying_party TO 'jitsuin_ocsp'@'%';
GRANT SELECT ON status.relying_party_certificate TO 'jitsuin_ocsp'@'%';
GRANT SELECT, INSERT, UPDATE ON status.relying_party_count TO 'jitsuin_ocsp'@'%';
-- It asks for certificates, and says nothing of what becomes of that.
GRANT SELECT,
  INSERT (responder, issuer_no, key_label, request, endorser_issuer, endorser_serial, endorsement,
    requested_at)
  ON status.signer_request TO 'jitsuin_ocsp'@'%';
-- It says that it lives, and what it knows of the schema's steps.
GRANT SELECT (responder, beat), INSERT (responder, knows), UPDATE (beat, knows, stopped)
  ON status.responder_life TO 'jitsuin_ocsp'@'%';

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
GRANT SELECT ON status.schema_level TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.beat TO 'jitsuin_crl'@'%';
GRANT SELECT ON status.filter_signer TO 'jitsuin_crl'@'%';
GRANT SELECT,
  INSERT (authority, number, state, feed_seq, covers, this_update, next_update, base, base_size, base_at,
    delta, delta_size, node),
  UPDATE (state, head)
  ON status.filter TO 'jitsuin_crl'@'%';
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
