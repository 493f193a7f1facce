package org.jitsuin.audit.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A text with signatures below it (C2SP signed-note).
 *
 * @param text ends with a line end
 * @param signatures in their order
 */
public record SignedNote(String text, List<Signature> signatures) {
  /** The largest note that is read, in octets. */
  public static final int LARGEST = 1 << 16;

  private static final int MOST_SIGNATURES = 100;
  private static final String DASH = "\u2014 ";
  private static final int ID_OCTETS = 4;

  public SignedNote {
    signatures = List.copyOf(signatures);
  }

  /** A signature line of a note. */
  public static final class Signature {
    private final String name;
    private final int id;
    private final byte[] value;

    /**
     * @param name of the key
     * @param id of the key
     */
    Signature(String name, int id, byte[] value) {
      this.name = name;
      this.id = id;
      this.value = value.clone();
    }

    public String name() {
      return name;
    }

    int id() {
      return id;
    }

    byte[] value() {
      return value.clone();
    }

    /** The line, with its end. */
    public String line() {
      byte[] bytes = ByteBuffer.allocate(ID_OCTETS + value.length).putInt(id).put(value).array();
      return DASH + name + " " + Base64.getEncoder().encodeToString(bytes) + "\n";
    }

    /** Reads a line without its end. */
    static Optional<Signature> parse(String line) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 3 || !line.startsWith(DASH) || !NoteKey.isName(parts[1])) {
        return Optional.empty();
      }
      try {
        byte[] bytes = Base64.getDecoder().decode(parts[2]);
        return bytes.length <= ID_OCTETS
            ? Optional.empty()
            : Optional.of(
                new Signature(
                    parts[1],
                    ByteBuffer.wrap(bytes).getInt(),
                    Arrays.copyOfRange(bytes, ID_OCTETS, bytes.length)));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
  }

  /** Reads a note; empty where it is none. No signature was checked then. */
  public static Optional<SignedNote> parse(byte[] bytes) {
    return bytes.length > LARGEST ? Optional.empty() : utf8(bytes).flatMap(SignedNote::parse);
  }

  private static Optional<String> utf8(byte[] bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<SignedNote> parse(String note) {
    int end = note.lastIndexOf("\n\n");
    boolean clean = note.chars().allMatch(character -> character >= ' ' || character == '\n');
    if (end < 0 || !note.endsWith("\n") || !clean) {
      return Optional.empty();
    }
    List<Signature> signatures = new ArrayList<>();
    for (String line : note.substring(end + 2).lines().toList()) {
      Optional<Signature> signature = Signature.parse(line);
      if (signature.isEmpty() || signatures.size() == MOST_SIGNATURES) {
        return Optional.empty();
      }
      signatures.add(signature.get());
    }
    return signatures.isEmpty()
        ? Optional.empty()
        : Optional.of(new SignedNote(note.substring(0, end + 1), signatures));
  }

  /** The same text with one more signature; one by the same key gives way. */
  public SignedNote with(Signature signature) {
    List<Signature> all = new ArrayList<>(signatures);
    all.removeIf(other -> other.name().equals(signature.name()) && other.id() == signature.id());
    all.add(signature);
    return new SignedNote(text, all);
  }

  /** The note as it is published. */
  public byte[] bytes() {
    StringBuilder note = new StringBuilder(text).append('\n');
    signatures.forEach(signature -> note.append(signature.line()));
    return note.toString().getBytes(StandardCharsets.UTF_8);
  }
}
