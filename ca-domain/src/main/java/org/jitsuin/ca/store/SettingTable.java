package org.jitsuin.ca.store;

import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The table {@code ca.setting}: the settings with which a server was last started. */
public final class SettingTable {
  private SettingTable() {}

  /**
   * Returns the settings of a node by name; some dozens, locked until the end of the transaction.
   * Locked until the end of the transaction.
   */
  public static Map<String, String> of(Handle handle, String node) {
    Map<String, String> settings = new TreeMap<>();
    handle
        .createQuery(
            "SELECT name, value FROM ca.setting WHERE node = :node AND value <> '' FOR UPDATE")
        .bind("node", node)
        .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(entry -> settings.put(entry.getKey(), entry.getValue()));
    return settings;
  }

  /**
   * @param changed by name; empty for what is not set any more
   */
  public static void put(Handle handle, String node, Map<String, String> changed) {
    PreparedBatch batch =
        handle.prepareBatch(
            """
            INSERT INTO ca.setting (node, name, value) VALUES (:node, :name, :value)
            ON DUPLICATE KEY UPDATE value = VALUES(value)
            """);
    changed.forEach(
        (name, value) -> batch.bind("node", node).bind("name", name).bind("value", value).add());
    if (!changed.isEmpty()) {
      batch.execute();
    }
  }
}
