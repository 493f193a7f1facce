package org.jitsuin.ca.store;

import java.time.Instant;
import org.jdbi.v3.core.mapper.Nested;
import org.jitsuin.ca.model.StaffMember;

/**
 * A member of staff as of the newest of their certificates.
 *
 * @param notAfter when it ends, by the machine's clock
 */
public record RegisteredStaffMember(@Nested StaffMember member, Instant notAfter) {}
