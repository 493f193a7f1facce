package org.jitsuin.crl.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jitsuin.crl.model.PublishedCrl;
import org.jitsuin.crl.write.VanishedEntries;

/**
 * Looks for certificates that the CRL before lists, that the next one would not, and that have
 * neither ended nor were lifted. The end is asked of {@code status.certificate} and the lift of the
 * feed, not of the table that the entries were read from.
 */
final class VanishedCheck {
  /** Certificates that are asked for at a time. */
  private static final int CHUNK = 500;

  private final Handle handle;
  private final CrlDraft draft;
  private final PublishedCrl before;
  private final CrlScope scope;
  private final List<byte[]> onHold = new ArrayList<>();
  private final List<byte[]> revoked = new ArrayList<>();
  private Optional<byte[]> first = Optional.empty();
  private long count;

  private VanishedCheck(Handle handle, CrlDraft draft, PublishedCrl before) {
    this.handle = handle;
    this.draft = draft;
    this.before = before;
    this.scope = CrlScope.of(handle, draft.listing().partition());
  }

  /**
   * @param handle the transaction in which the draft was read
   * @param before the CRL that is served
   * @param file its file
   * @return what is wrong, if anything is
   * @throws org.jitsuin.base.Fault INTEGRITY_VIOLATED if the file is malformed
   */
  static Optional<String> problem(Handle handle, CrlDraft draft, PublishedCrl before, Path file) {
    VanishedCheck check = new VanishedCheck(handle, draft, before);
    try {
      VanishedEntries.find(file, draft.entries(), check::take);
    } catch (IOException e) {
      throw new UncheckedIOException("the CRL before cannot be read", e);
    }
    check.ask();
    return check.first.map(serial ->
        check.count
            + " certificates would vanish though they have neither ended nor were lifted,"
            + " the first is "
            + HexFormat.of().formatHex(serial));
  }

  private void take(byte[] serial, boolean held) {
    (held ? onHold : revoked).add(serial);
    if (onHold.size() + revoked.size() == CHUNK) {
      ask();
    }
  }

  private void ask() {
    if (!onHold.isEmpty()) {
      Set<ByteBuffer> explained = ended(onHold);
      explained.addAll(lifted(onHold));
      note(onHold, explained);
    }
    if (!revoked.isEmpty()) {
      note(revoked, ended(revoked));
    }
    onHold.clear();
    revoked.clear();
  }

  private void note(List<byte[]> serials, Set<ByteBuffer> explained) {
    for (byte[] serial : serials) {
      if (!explained.contains(ByteBuffer.wrap(serial))) {
        first = first.or(() -> Optional.of(serial));
        count++;
      }
    }
  }

  private Set<ByteBuffer> ended(List<byte[]> serials) {
    return new HashSet<>(
        handle
            .createQuery(
                """
                SELECT serial FROM status.certificate
                WHERE issuer_no IN (<issuers>) AND serial IN (<serials>)
                  AND not_after < :endingFrom
                """)
            .bindList("issuers", scope.issuers())
            .bind("endingFrom", draft.endingFrom())
            .bindList("serials", serials)
            .map((row, _) -> ByteBuffer.wrap(row.getBytes(1)))
            .list());
  }

  private List<ByteBuffer> lifted(List<byte[]> serials) {
    return handle
        .createQuery(
            """
            SELECT serial FROM status.feed
            WHERE <column> IN (<of>) AND seq > :after AND seq <= :until
              AND reason IS NULL AND serial IN (<serials>)
            """)
        .define("column", scope.column())
        .bindList("of", scope.values())
        .bind("after", before.feedSeq())
        .bind("until", draft.feedSeq())
        .bindList("serials", serials)
        .map((row, _) -> ByteBuffer.wrap(row.getBytes(1)))
        .list();
  }
}
