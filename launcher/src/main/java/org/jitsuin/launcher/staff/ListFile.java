package org.jitsuin.launcher.staff;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.installation.setup.SetupFailure;

/**
 * A list of certificates to be revoked, as a file has it: a line for each, the serial number or the
 * SHA-256 of the key, in hexadecimal.
 *
 * @param lines in lower case, in their order, each once
 */
public record ListFile(List<String> lines) {
  /** How many lines the authority takes in at once. */
  static final int PART = 10_000;

  private static final int LONGEST = 1_000_000;

  /** Forty digits of a serial number, or sixty-four of a hash, at most. */
  private static final Pattern LINE = Pattern.compile("(?:[0-9a-f]{2}){1,32}");

  public ListFile {
    lines = List.copyOf(lines);
  }

  /**
   * Reads a file; empty lines are passed over.
   *
   * @throws SetupFailure that names the line, where it is malformed or there twice, or the file is
   *     empty or too long
   */
  public static ListFile read(Path file) {
    List<String> lines = new ArrayList<>();
    try (var reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      int number = 0;
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        String text = line.strip().toLowerCase(Locale.ROOT);
        if (!text.isEmpty()) {
          lines.add(checked(text, file, number));
        }
        if (lines.size() > LONGEST) {
          throw new SetupFailure(file + " has more than " + LONGEST + " lines");
        }
      }
    } catch (MalformedInputException e) {
      throw new SetupFailure(file + " holds something else than hexadecimal digits", e);
    } catch (IOException e) {
      throw new SetupFailure(file + " cannot be read: " + e.getMessage(), e);
    }
    return sorted(lines, file);
  }

  private static String checked(String text, Path file, int number) {
    if (!LINE.matcher(text).matches()) {
      throw new SetupFailure(
          "line "
              + number
              + " of "
              + file
              + " is neither a serial number nor a hash, in hexadecimal");
    }
    return text;
  }

  private static ListFile sorted(List<String> lines, Path file) {
    if (lines.isEmpty()) {
      throw new SetupFailure(file + " is empty");
    }
    lines.sort(null);
    for (int i = 1; i < lines.size(); i++) {
      if (lines.get(i).equals(lines.get(i - 1))) {
        throw new SetupFailure("%s is twice in %s".formatted(lines.get(i), file));
      }
    }
    return new ListFile(lines);
  }

  /** What {@code LC_ALL=C sort FILE | sha256sum} says: what the list is sealed with. */
  public Fingerprint sha256() {
    MessageDigest digest = Fingerprint.sha256();
    for (String line : lines) {
      digest.update((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
    return Fingerprint.ofDigest(digest.digest());
  }

  /** The lines as the authority takes them in. */
  List<List<String>> parts() {
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < lines.size(); from += PART) {
      parts.add(lines.subList(from, Math.min(lines.size(), from + PART)));
    }
    return parts;
  }
}
