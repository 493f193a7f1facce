package org.jitsuin.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks for texts wherever something is kept, in every form in which they may stand there: as UTF-8
 * (which is also that of DER) and UTF-16, in hexadecimal, in base64 at each offset, and with the
 * escapes of JSON.
 */
public final class Traces {
  private static final int PIECE = 1 << 24;
  private static final int BASE64_GROUP = 3;

  /** Each form with what it is a form of. */
  private final Map<String, byte[]> forms = new LinkedHashMap<>();

  private Traces() {}

  public static Traces of(Collection<String> texts) {
    Traces traces = new Traces();
    texts.forEach(traces::add);
    return traces;
  }

  private void add(String text) {
    byte[] octets = text.getBytes(UTF_8);
    forms.put(text, octets);
    forms.put(text + " in UTF-16BE", text.getBytes(UTF_16BE));
    forms.put(text + " in UTF-16LE", text.getBytes(UTF_16LE));
    String hex = HexFormat.of().formatHex(octets);
    forms.put(text + " in hexadecimal", hex.getBytes(US_ASCII));
    forms.put(text + " in HEXADECIMAL", hex.toUpperCase(Locale.ROOT).getBytes(US_ASCII));
    for (int offset = 0; offset < BASE64_GROUP; offset++) {
      forms.put(text + " in base64, offset " + offset, base64(octets, offset));
    }
    String escaped =
        text.chars()
            .mapToObj(unit ->
                unit < 128 ? Character.toString(unit) : String.format(Locale.ROOT, "\\u%04x", unit))
            .collect(Collectors.joining());
    if (!escaped.equals(text)) {
      forms.put(text + " with escapes", escaped.getBytes(US_ASCII));
    }
  }

  /** What of a text is the same whatever stands before and behind it. */
  private static byte[] base64(byte[] octets, int offset) {
    byte[] shifted = new byte[offset + octets.length];
    System.arraycopy(octets, 0, shifted, offset, octets.length);
    String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    int front = offset == 0 ? 0 : offset + 1;
    int back = shifted.length % BASE64_GROUP == 0 ? 0 : 1;
    return encoded.substring(front, encoded.length() - back).getBytes(US_ASCII);
  }

  /** Looks into every column of every table of the schemas; names those where something stands. */
  public List<String> inDatabase(Jdbi admin, String... schemas) {
    return admin.withHandle(handle -> {
      Map<String, List<String>> columns = new LinkedHashMap<>();
      handle
          .createQuery(
              """
              SELECT c.table_schema, c.table_name, c.column_name FROM information_schema.columns c
              JOIN information_schema.tables t USING (table_schema, table_name)
              WHERE c.table_schema IN (<schemas>) AND t.table_type = 'BASE TABLE'
              ORDER BY 1, 2, c.ordinal_position
              """)
          .bindList("schemas", List.of(schemas))
          .map((row, _) ->
              List.of(row.getString(1) + ".`" + row.getString(2) + "`", row.getString(3)))
          .forEach(one ->
              columns.computeIfAbsent(one.getFirst(), _ -> new ArrayList<>()).add(one.getLast()));
      return columns.entrySet().stream()
          .flatMap(table -> inTable(handle, table.getKey(), table.getValue()))
          .toList();
    });
  }

  private Stream<String> inTable(Handle handle, String table, List<String> columns) {
    // Many values at a time, so that looking costs little.
    List<ByteArrayOutputStream> values =
        columns.stream().map(_ -> new ByteArrayOutputStream()).toList();
    Set<String> found = new LinkedHashSet<>();
    String selected =
        columns.stream()
            .map(column -> "CAST(`" + column + "` AS BINARY)")
            .collect(Collectors.joining(", "));
    handle
        .createQuery("SELECT " + selected + " FROM " + table)
        .setFetchSize(1_000)
        .map((row, _) -> {
          for (int i = 0; i < columns.size(); i++) {
            byte[] value = row.getBytes(i + 1);
            values.get(i).writeBytes(value == null ? new byte[1] : value);
            values.get(i).write(0);
            if (values.get(i).size() > PIECE) {
              found.addAll(in(table, columns.get(i), values.get(i)));
            }
          }
          return table;
        })
        .forEach(_ -> {});
    for (int i = 0; i < columns.size(); i++) {
      found.addAll(in(table, columns.get(i), values.get(i)));
    }
    return found.stream();
  }

  private List<String> in(String table, String column, ByteArrayOutputStream values) {
    List<String> found =
        in(values.toByteArray()).stream().map(what -> table + "." + column + ": " + what).toList();
    values.reset();
    return found;
  }

  /** Looks into every file below a directory; names those where something stands. */
  public List<String> inFiles(Path directory, Predicate<Path> looked) throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files;
    try (Stream<Path> all = Files.walk(directory)) {
      files = all.filter(Files::isRegularFile).filter(looked).sorted().toList();
    }
    for (Path file : files) {
      inFile(file).forEach(what -> found.add(directory.relativize(file) + ": " + what));
    }
    return found;
  }

  private List<String> inFile(Path file) throws IOException {
    int longest = forms.values().stream().mapToInt(form -> form.length).max().orElse(0);
    List<String> found = new ArrayList<>();
    try (FileChannel channel = FileChannel.open(file)) {
      for (long from = 0; from < channel.size(); from += PIECE) {
        ByteBuffer piece =
            ByteBuffer.allocate((int) Math.min(PIECE + longest, channel.size() - from));
        while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
          // A read may bring less than was asked for.
        }
        found.addAll(in(Arrays.copyOf(piece.array(), piece.position())));
      }
    }
    return found.stream().distinct().toList();
  }

  private List<String> in(byte[] octets) {
    // Latin-1 has a character for each octet, and String.indexOf is fast.
    String text = new String(octets, ISO_8859_1);
    return forms.entrySet().stream()
        .filter(form -> text.contains(new String(form.getValue(), ISO_8859_1)))
        .map(Map.Entry::getKey)
        .toList();
  }
}
