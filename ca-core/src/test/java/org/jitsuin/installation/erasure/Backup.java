package org.jitsuin.installation.erasure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.ca.testing.CaFixture;
import org.jitsuin.ca.testing.HolderLife;

/** The rows of one person as a backup has them, in the place of a backup of everything. */
final class Backup {
  private final Jdbi admin;

  /** Statements with their values. */
  private final Map<String, List<List<Object>>> rows = new LinkedHashMap<>();

  private Backup(Jdbi admin) {
    this.admin = admin;
  }

  static Backup of(CaFixture ca, HolderLife life) {
    Backup backup = new Backup(ca.admin());
    String id = life.holder().registerId();
    ca.admin()
        .useHandle(handle -> {
          backup.keep(
              handle,
              "ca.resident",
              "register_id, municipality, name, name_flags, address,"
                  + " address_flags, sex, birth_date, name_kana, version",
              "register_id = '" + id + "'");
          backup.keep(handle, "audit.disclosure", "hash, salt, data", disclosed(life));
          backup.keep(
              handle,
              "ca.resident_event",
              "event_id, content_hash, register_id, kind, recorded_at, result",
              "register_id = '" + id + "'");
          backup.keep(
              handle,
              "ca.planned",
              "planned_id, kind, register_id, due_at, event",
              "register_id = '" + id + "'");
        });
    backup.keepOwner("ca.card", "card_id = '" + life.card().id() + "'", id);
    backup.keepOwner("ca.certificate", "card_id = '" + life.card().id() + "'", id);
    return backup;
  }

  private static String disclosed(HolderLife life) {
    return life.texts().stream()
        .map(text -> "LOCATE('" + text + "', CONVERT(data USING utf8mb4)) > 0")
        .collect(Collectors.joining(" OR "));
  }

  private void keep(Handle handle, String table, String columns, String where) {
    String places = "?" + ", ?".repeat(columns.split(",", -1).length - 1);
    List<List<Object>> kept = new ArrayList<>();
    handle
        .createQuery("SELECT " + columns + " FROM " + table + " WHERE " + where)
        .map((row, _) -> {
          List<Object> values = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(row.getObject(i));
          }
          return values;
        })
        .forEach(kept::add);
    rows.put("REPLACE INTO " + table + " (" + columns + ") VALUES (" + places + ")", kept);
  }

  private void keepOwner(String table, String where, String id) {
    rows.put(
        "UPDATE " + table + " SET register_id = ?, residence = ? WHERE " + where,
        List.of(List.of(id, "13221")));
  }

  void putBack() {
    admin.useTransaction(handle ->
        rows.forEach((statement, kept) ->
            kept.forEach(values -> handle.execute(statement, values.toArray()))));
  }
}
