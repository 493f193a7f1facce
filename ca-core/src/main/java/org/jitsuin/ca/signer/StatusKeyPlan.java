package org.jitsuin.ca.signer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Issuer;
import org.jitsuin.ca.store.StatusSignerTable.StatusSigner;

/**
 * Decides what a server does with its status keys of a key generation: a new one when the token
 * holds none that is good for more than half of its validity, or when the newest is revoked; an old
 * one is destroyed when a newer one has signed for a day. Servers with one token in common use each
 * other's keys.
 *
 * @param node the name of the server
 * @param issuer the key generation
 * @param ends when its own certificate does, which no key outlives
 * @param signers all that it certified
 * @param labels of the keys in the token
 */
record StatusKeyPlan(
    String node,
    Issuer issuer,
    Instant ends,
    List<StatusSigner> signers,
    Set<String> labels,
    Instant now) {
  /** How long an old key is kept beside a newer one. */
  private static final Duration KEPT = Duration.ofDays(1);

  private static final int HALF = 2;
  private static final int LONGEST_NAME = 24;
  private static final int NAME_KEPT = 15;
  private static final int HASH_KEPT = 8;
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

  StatusKeyPlan {
    signers = List.copyOf(signers);
    labels = Set.copyOf(labels);
  }

  /** Returns whether a key is to be certified now. */
  boolean isDue() {
    return newest()
        .map(signer ->
            now.plus(Duration.between(signer.notBefore(), signer.notAfter()).dividedBy(HALF))
                    .isAfter(signer.notAfter())
                && signer.notAfter().isBefore(ends))
        .orElse(true);
  }

  private Optional<StatusSigner> newest() {
    return signers.stream()
        .filter(signer -> signer.isGood(now) && labels.contains(signer.keyLabel()))
        .max(Comparator.comparing(StatusSigner::notAfter));
  }

  /** Returns a key of this server that an interruption left without a certificate. */
  Optional<String> spare() {
    return labels.stream()
        .filter(label -> number(label).isPresent())
        .filter(label -> signers.stream().noneMatch(one -> one.keyLabel().equals(label)))
        .max(Comparator.comparingLong(label -> number(label).orElse(0)));
  }

  /** Returns a name that no key of this server had. */
  String next() {
    long last =
        Stream.concat(labels.stream(), signers.stream().map(StatusSigner::keyLabel))
            .mapToLong(label -> number(label).orElse(0))
            .max()
            .orElse(0);
    return prefix() + (last + 1);
  }

  /** Returns the keys of this server that sign nothing any more. */
  List<String> useless() {
    return signers.stream()
        .filter(signer -> number(signer.keyLabel()).isPresent())
        .filter(signer -> labels.contains(signer.keyLabel()))
        .filter(this::isOver)
        .map(StatusSigner::keyLabel)
        .toList();
  }

  private boolean isOver(StatusSigner signer) {
    boolean followed =
        signers.stream()
            .filter(other -> other.isGood(now) && labels.contains(other.keyLabel()))
            .filter(other -> other.notBefore().isAfter(signer.notBefore()))
            .anyMatch(other -> other.notBefore().plus(KEPT).isBefore(now));
    return followed || signer.revoked() || !now.isBefore(signer.notAfter());
  }

  private OptionalLong number(String label) {
    String rest = label.startsWith(prefix()) ? label.substring(prefix().length()) : "";
    return NUMBER.matcher(rest).matches()
        ? OptionalLong.of(Long.parseLong(rest))
        : OptionalLong.empty();
  }

  /** Labels have 64 characters at most. */
  private String prefix() {
    String name =
        node.length() <= LONGEST_NAME
            ? node
            : node.substring(0, NAME_KEPT)
                + "-"
                + Fingerprint.of(node.getBytes(StandardCharsets.UTF_8))
                    .toString()
                    .substring(0, HASH_KEPT);
    return issuer + "-status-" + name + "-";
  }
}
