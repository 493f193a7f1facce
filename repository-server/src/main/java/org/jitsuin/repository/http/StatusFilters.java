package org.jitsuin.repository.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.audit.entry.CanonicalJson;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.repository.FilterPlaces;
import org.jitsuin.filter.Head;
import org.jitsuin.filter.MalformedFilterException;

/**
 * The status filters: {@code /filter/{authority}/head}, which changes, bases and deltas by their
 * SHA-256, which never do, and {@code /filter/{authority}/}, which says in JSON what the head
 * names.
 */
final class StatusFilters {
  private static final String PREFIX = "/filter/";
  private static final String TYPE = "application/octet-stream";
  private static final String JSON_TYPE = "application/json";
  private static final String FRESH = Representation.freshFor(Duration.ofMinutes(1));
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  private static final Pattern ADDRESS =
      Pattern.compile(
          "/filter/(?<authority>[a-z-]{1,32})/"
              + "(?<name>|head|(?<hash>[0-9a-f]{64})\\.(?<kind>base|delta))");

  private final FilterPlaces places;
  private final String base;

  /**
   * @param places the directory in which they are put by others
   * @param base where the server is, without a slash at the end
   */
  StatusFilters(FilterPlaces places, String base) {
    this.places = places;
    this.base = base;
  }

  /** Returns whether an address belongs to filters, whether or not something is there. */
  static boolean has(String path) {
    return path.startsWith(PREFIX);
  }

  /** Returns the address of what the filter of an authority is, below the server's own. */
  static String path(Authority authority) {
    return PREFIX + authority.id() + "/";
  }

  /**
   * Returns what is at an address.
   *
   * @throws UncheckedIOException if a file is there and cannot be read
   */
  Optional<Representation> find(String path) {
    Matcher address = ADDRESS.matcher(path);
    if (!address.matches()) {
      return Optional.empty();
    }
    Optional<Authority> authority = Authority.byId(address.group("authority"));
    return switch (address.group("name")) {
      case "" ->
          authority
              .flatMap(one -> head(one).map(head -> json(one, head)))
              .map(body -> Representation.of(JSON_TYPE, body, FRESH));
      case "head" ->
          authority
              .flatMap(one -> read(places.head(one)))
              .map(head -> Representation.of(TYPE, head, FRESH));
      default -> authority.flatMap(one -> stored(one, address));
    };
  }

  private Optional<Representation> stored(Authority authority, Matcher address) {
    Fingerprint sha256 = Fingerprint.ofDigest(HexFormat.of().parseHex(address.group("hash")));
    Path file =
        address.group("kind").equals("base")
            ? places.base(authority, sha256)
            : places.delta(authority, sha256);
    try {
      long size = Files.size(file);
      return Optional.of(
          new Representation(
              TYPE,
              sha256,
              Optional.empty(),
              FOR_EVER,
              new Content.Stored(file, size, OptionalLong.empty())));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<byte[]> read(Path file) {
    try {
      return Optional.of(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what the heads say that are handed out now. */
  Map<Authority, Head> heads() {
    Map<Authority, Head> all = new EnumMap<>(Authority.class);
    for (Authority authority : Authority.values()) {
      head(authority).ifPresent(head -> all.put(authority, head));
    }
    return all;
  }

  private Optional<Head> head(Authority authority) {
    try {
      Optional<byte[]> file = read(places.head(authority));
      return file.isEmpty() ? Optional.empty() : Optional.of(Head.unchecked(file.get()));
    } catch (MalformedFilterException e) {
      // Readers will say the same of it.
      return Optional.empty();
    }
  }

  private byte[] json(Authority authority, Head head) {
    return CanonicalJson.encode(members(authority, head));
  }

  /**
   * Returns what an index says of a filter.
   *
   * <p>JSON: {@code {"authority", "number", "thisUpdate", "nextUpdate", "url", "base": FILE,
   * "delta": FILE}} with {@code {"size", "sha256", "url"}} for each file, times in UTC as in RFC
   * 3339; {@code url} is the address of the head. No delta where the base alone says it all.
   */
  Map<String, Object> members(Authority authority, Head head) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("authority", authority.id());
    members.put("number", head.number());
    members.put("thisUpdate", instant(head.thisUpdate()));
    members.put("nextUpdate", instant(head.nextUpdate()));
    members.put("url", base + path(authority) + "head");
    members.put("base", file(authority, head.base(), "base"));
    if (head.delta().length() > 0) {
      members.put("delta", file(authority, head.delta(), "delta"));
    }
    return members;
  }

  private static String instant(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private Map<String, Object> file(Authority authority, Head.FileHash file, String kind) {
    return Map.of(
        "size", file.length(),
        "sha256", file.sha256().toString(),
        "url", base + path(authority) + file.sha256() + "." + kind);
  }
}
