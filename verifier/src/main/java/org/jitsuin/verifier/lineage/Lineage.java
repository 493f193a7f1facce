package org.jitsuin.verifier.lineage;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jitsuin.verifier.CertificateKind;

/**
 * The certificates of one person: after a move, a renewal or on the next card a holder has another
 * certificate with another serial number.
 *
 * @param certificate the one that was asked about
 * @param predecessors of the same kind, the oldest first
 * @param successors of the same kind, the oldest first
 * @param siblings those of the other kind that stood beside it on the same card
 */
public record Lineage(
    Member certificate, List<Member> predecessors, List<Member> successors, List<Member> siblings) {
  /**
   * A certificate in a lineage.
   *
   * @param state as the authority calls it, such as {@code good} or {@code revoked}; whether it is
   *     good now, the verifier says
   */
  public record Member(
      CertificateKind kind, BigInteger serial, String state, Instant notBefore, Instant notAfter) {}

  /** A list that nobody changes. */
  public Lineage {
    predecessors = List.copyOf(predecessors);
    successors = List.copyOf(successors);
    siblings = List.copyOf(siblings);
  }

  /**
   * Returns the oldest: the same for all certificates of this kind that the person ever has, so
   * that a pseudonym can be made of it. Nobody guesses it, but other parties know it as well: make
   * the pseudonym with a secret of one's own.
   */
  public Member root() {
    return predecessors.isEmpty() ? certificate : predecessors.get(0);
  }

  /** Returns whether a certificate of this kind is of the same person. */
  public boolean contains(BigInteger serial) {
    return Stream.of(predecessors.stream(), Stream.of(certificate), successors.stream())
        .flatMap(members -> members)
        .anyMatch(member -> member.serial().equals(serial));
  }

  /**
   * Reads the authority's answer.
   *
   * @param json UTF-8
   * @throws IllegalArgumentException if it is none
   */
  public static Lineage read(byte[] json) {
    Map<?, ?> members = JsonText.object(new String(json, StandardCharsets.UTF_8));
    return new Lineage(
        member(members),
        list(members, "predecessors"),
        list(members, "successors"),
        list(members, "siblings"));
  }

  private static List<Member> list(Map<?, ?> members, String name) {
    if (members.get(name) instanceof List<?> elements) {
      return elements.stream().map(Lineage::member).toList();
    }
    throw new IllegalArgumentException("no lineage: " + name);
  }

  private static Member member(Object value) {
    if (!(value instanceof Map<?, ?> members)) {
      throw new IllegalArgumentException("no lineage");
    }
    String serial = text(members, "serial");
    if (!serial.matches("[0-9a-fA-F]{1,40}")) {
      throw new IllegalArgumentException("no lineage: serial");
    }
    try {
      return new Member(
          kind(text(members, "authority")),
          new BigInteger(serial, 16),
          text(members, "state"),
          Instant.parse(text(members, "notBefore")),
          Instant.parse(text(members, "notAfter")));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no lineage: time", e);
    }
  }

  private static CertificateKind kind(String id) {
    return Arrays.stream(CertificateKind.values())
        .filter(kind -> kind.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no lineage: authority"));
  }

  private static String text(Map<?, ?> members, String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException("no lineage: " + name);
  }
}
