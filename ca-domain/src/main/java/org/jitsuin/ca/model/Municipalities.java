package org.jitsuin.ca.model;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The municipalities of Japan and the wards of its designated cities, by code. {@code
 * docs/municipalities.md} says where the table comes from.
 */
public final class Municipalities {
  private static final int COLUMNS = 5;

  private final SequencedMap<String, Municipality> byCode;
  private final Set<String> prefectures;

  private Municipalities(SequencedMap<String, Municipality> byCode) {
    this.byCode = byCode;
    this.prefectures =
        byCode.values().stream().map(Municipality::prefectureJa).collect(Collectors.toSet());
  }

  /** Reads the table that comes with the program. */
  public static Municipalities read() {
    TreeMap<String, Municipality> byCode = new TreeMap<>();
    InputStream table = Municipalities.class.getResourceAsStream("municipalities.csv");
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(Objects.requireNonNull(table), StandardCharsets.UTF_8))) {
      lines.lines().skip(1).map(Municipalities::parse).forEach(m -> byCode.put(m.code(), m));
    } catch (IOException e) {
      throw new UncheckedIOException("the table of municipalities cannot be read", e);
    }
    return new Municipalities(byCode);
  }

  private static Municipality parse(String line) {
    String[] columns = line.split(",", -1);
    if (columns.length != COLUMNS || !columns[0].matches("\\d{5}")) {
      throw new IllegalStateException("not a municipality: " + line);
    }
    return new Municipality(columns[0], columns[1], columns[2], columns[3], columns[4]);
  }

  public Optional<Municipality> byCode(String code) {
    return Optional.ofNullable(byCode.get(code));
  }

  /**
   * Returns whether an address can lie in that municipality: false where it begins with another
   * prefecture. One that begins with none is left to the register.
   */
  public boolean agrees(Municipality municipality, String address) {
    return address.startsWith(municipality.prefectureJa())
        || prefectures.stream().noneMatch(address::startsWith);
  }

  /** Returns all municipalities in the order of their codes; about 1,900. */
  public Collection<Municipality> all() {
    return byCode.sequencedValues();
  }
}
