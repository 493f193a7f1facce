package org.jitsuin.audit.entry;

/**
 * An act that the audit log records: a record for each kind of act, which bears its {@link Kind}.
 * Its components are the members of the detail object in an entry; the one that is called {@code
 * card}, if any, is the id of the card that the act is about.
 *
 * <p>None holds personal data; where an act rests on personal data it holds the hash of a {@link
 * Commitment}.
 */
public interface AuditAct extends EntryObject {}
