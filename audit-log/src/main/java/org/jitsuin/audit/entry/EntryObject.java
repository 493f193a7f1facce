package org.jitsuin.audit.entry;

/**
 * A public record that is written into an audit entry as an object: each component is a member of
 * the same name.
 *
 * <p>Components are texts, whole numbers, instants, dates, authorities and issuers, serial numbers,
 * fingerprints, reasons of revocation, other such records, or lists of these; sets are written in
 * the order of their texts, and what is absent as an empty text; but for an {@link Added} member,
 * which is absent itself.
 */
public interface EntryObject {}
