package org.jitsuin.ca.store;

import java.time.Instant;
import java.util.Optional;
import org.jitsuin.base.model.Serial;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.Mark;
import org.jitsuin.ca.model.RevocationJobState;
import org.jitsuin.ca.model.RevocationSelection;

/**
 * A mass revocation as it stands: many certificates revoked as one job.
 *
 * @param number its place in the table; grows with time
 */
public record RevocationJob(
    long number,
    Order order,
    RevocationJobState state,
    Counts counts,
    Course course,
    Cursor cursor,
    Boundary boundary) {
  /**
   * Returns the job as it stands when it has come to a place.
   *
   * @param reached its result so far, there
   */
  public RevocationJob at(Cursor place, Counts reached) {
    return new RevocationJob(number, order, state, reached, course, place, boundary);
  }

  /**
   * The order of a job, which never changes.
   *
   * @param id names the job, a UUID
   * @param cause why: what each certificate's revocation says
   * @param invalidSince from when the certificates should not be trusted, if that is earlier
   * @param reason in words
   * @param perSecond how many certificates a second at the most
   */
  public record Order(
      String id,
      RevocationSelection selection,
      RevocationCause cause,
      Optional<Instant> invalidSince,
      String reason,
      int perSecond) {}

  /**
   * The result of a job so far.
   *
   * @param total how many it deals with
   * @param already how many it found revoked or run out
   */
  public record Counts(long total, long revoked, long already) {
    /** Returns the result with so many more certificates; of them the total has known before. */
    public Counts and(int moreRevoked, int moreAlready) {
      return new Counts(total, revoked + moreRevoked, already + moreAlready);
    }
  }

  /**
   * The persons who proposed, approved and ended a job; {@code ended} is its end or its
   * cancellation.
   *
   * @param fellWith the id of one of them who was shut out meanwhile, which ended it
   */
  public record Course(
      Mark proposed,
      Optional<Mark> approved,
      Optional<Instant> started,
      Optional<Mark> ended,
      Optional<String> fellWith) {}

  /**
   * Where a job ends in time, by numbers and by no clock.
   *
   * @param approval the number of its approval: what was begun under a smaller one is the job's;
   *     empty before it, or where an earlier release approved it
   * @param feedNumber the last row of the status feed then
   * @param late whether it has come to what was begun before its approval and recorded after
   */
  public record Boundary(Optional<Long> approval, Optional<Long> feedNumber, boolean late) {
    /** Before the approval. */
    public static final Boundary NONE = new Boundary(Optional.empty(), Optional.empty(), false);
  }

  /**
   * The last certificate that was dealt with, in the order of the selection.
   *
   * @param partition the number of its CRL; counts where the selection is by the time of issue
   * @param notBefore its beginning in milliseconds; counts likewise
   */
  public record Cursor(int partition, long notBefore, int issuerNumber, Optional<Serial> serial) {
    /** Before the first one. */
    public static final Cursor START = new Cursor(0, 0, 0, Optional.empty());

    /** The octets behind which the next serial number comes. */
    byte[] octets() {
      return serial.map(Serial::octets).orElseGet(() -> new byte[0]);
    }
  }
}
