package org.jitsuin.ca.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Bytes;

/**
 * {@code audit.disclosure}: the personal data that entries are bound to, found by the hashes that
 * stand in entries. Whoever erases it leaves the entries as they are; nobody finds the data from a
 * salted hash.
 */
public final class DisclosureTable {
  private static final int AT_ONCE = 500;

  private static final Pattern MEMBER = Pattern.compile("\"([A-Za-z]+)\":\"([0-9a-f]{64})\"");

  /**
   * Members that may look like a hash and are chosen by whoever sends them: nobody shall have
   * something erased by naming it.
   */
  private static final Set<String> CHOSEN_BY_OTHERS =
      Set.of("event", "cause", "name", "party", "card");

  private DisclosureTable() {}

  /**
   * Returns the hashes in an entry that may bind personal data; others bind none, and do no harm.
   */
  public static List<String> hashes(Bytes entry) {
    List<String> hashes = new ArrayList<>();
    Matcher members = MEMBER.matcher(new String(entry.bytes(), StandardCharsets.UTF_8));
    while (members.find()) {
      if (!CHOSEN_BY_OTHERS.contains(members.group(1))) {
        hashes.add(members.group(2));
      }
    }
    return hashes;
  }

  /** Returns what is kept of these, by hash. */
  public static Map<String, Bytes> find(Handle handle, Collection<String> hashes) {
    Map<String, Bytes> found = new HashMap<>();
    List<String> all = List.copyOf(hashes);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      handle
          .createQuery("SELECT hash, data FROM audit.disclosure WHERE hash IN (<hashes>)")
          .bindList("hashes", all.subList(from, Math.min(from + AT_ONCE, all.size())))
          .map((row, _) -> Map.entry(row.getString("hash"), Bytes.of(row.getBytes("data"))))
          .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }
    return found;
  }

  /**
   * Erases.
   *
   * @return how many were there
   */
  public static int erase(Handle handle, Collection<String> hashes) {
    List<String> all = List.copyOf(hashes);
    int erased = 0;
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      erased +=
          handle
              .createUpdate("DELETE FROM audit.disclosure WHERE hash IN (<hashes>)")
              .bindList("hashes", all.subList(from, Math.min(from + AT_ONCE, all.size())))
              .execute();
    }
    return erased;
  }

  /** Erases what those entries are bound to; otherwise as {@link #erase}. */
  public static int eraseOf(Handle handle, Collection<AuditTable.Row> entries) {
    return erase(
        handle,
        entries.stream()
            .flatMap(entry -> hashes(entry.body()).stream())
            .collect(Collectors.toSet()));
  }
}
