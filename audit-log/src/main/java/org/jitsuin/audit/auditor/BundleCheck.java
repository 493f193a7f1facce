package org.jitsuin.audit.auditor;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jitsuin.audit.auditor.Report.Kind;
import org.jitsuin.audit.tlog.Checkpoint;
import org.jitsuin.audit.tlog.LogDamaged;
import org.jitsuin.audit.tlog.NoteKey;
import org.jitsuin.audit.tlog.Tile;
import org.jitsuin.audit.tlog.TileSource;
import org.jitsuin.audit.tlog.Tree;
import org.jitsuin.audit.tlog.TreeHash;
import org.jitsuin.audit.tlog.TreeProofs;
import org.jitsuin.base.model.Fingerprint;

/**
 * The check of a part of a log: its checkpoint, its entries, the certificates that they name.
 *
 * @param files by their names in the bundle
 */
record BundleCheck(NoteKey key, Map<String, byte[]> files, Report report) {
  /** A serial number as an entry of an issue contains it, in the canonical encoding. */
  private static final Pattern NAMED = Pattern.compile("\"certificate\":\"([0-9a-f]{64})\"");

  private static final String ISSUE = "{\"act\":\"certificates-issued\",";

  void run() {
    Optional<Checkpoint> signed =
        new LogCheck(key, List.of(), this::tile, report)
            .newest(Optional.ofNullable(files.get(LogBundle.CHECKPOINT)));
    String first = text(LogBundle.FIRST).strip();
    if (!first.matches("[1-9]\\d{0,17}")) {
      report.finding(Kind.ENTRY_MISSING, "the bundle does not say which entries it has");
      return;
    }
    List<String> entries = text(LogBundle.ENTRIES).lines().toList();
    if (entries.isEmpty()) {
      report.finding(Kind.ENTRY_MISSING, "the bundle has no entries");
      return;
    }
    signed.ifPresent(checkpoint -> checkEntries(checkpoint, Long.parseLong(first), entries));
    checkCertificates(entries);
  }

  private String text(String name) {
    return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
  }

  private byte[] tile(Tile tile) {
    byte[] bytes = files.get(tile.path());
    if (bytes == null || bytes.length != tile.width() * TreeHash.OCTETS) {
      throw new LogDamaged("there is no " + tile.path());
    }
    return bytes;
  }

  private void checkEntries(Checkpoint signed, long first, List<String> entries) {
    TileSource tiles = this::tile;
    long before = report.count();
    for (int i = 0; i < entries.size(); i++) {
      long number = first + i;
      TreeHash leaf = TreeHash.leaf(entries.get(i).getBytes(StandardCharsets.UTF_8));
      if (!includes(signed, number, leaf, tiles)) {
        report.finding(
            Kind.ENTRY_CHANGED,
            String.format(Locale.ROOT, "entry %d is not in the log with that checkpoint", number));
      }
    }
    if (report.count() == before) {
      report.fact(
          String.format(
              Locale.ROOT,
              "entries %d to %d are in it, none left out",
              first,
              first + entries.size() - 1));
    }
  }

  private static boolean includes(Checkpoint signed, long number, TreeHash leaf, TileSource tiles) {
    try {
      return number <= signed.size()
          && TreeProofs.includes(
              signed.root(),
              signed.size(),
              number - 1,
              leaf,
              new Tree(signed.size(), tiles).inclusion(number - 1));
    } catch (LogDamaged _) {
      return false;
    }
  }

  private void checkCertificates(List<String> entries) {
    Set<String> named = new HashSet<>();
    for (String entry : entries) {
      Matcher certificates = NAMED.matcher(entry.startsWith(ISSUE) ? entry : "");
      while (certificates.find()) {
        named.add(certificates.group(1));
      }
    }
    long before = report.count();
    long erased =
        named.stream()
            .filter(one -> files.containsKey(LogBundle.CERTIFICATES + one + LogBundle.ERASED))
            .count();
    if (erased > 0) {
      report.notice(
          String.format(
              Locale.ROOT,
              "of %d certificates that they name, the authority says that they were erased",
              erased));
    }
    for (String fingerprint : named) {
      if (files.containsKey(LogBundle.CERTIFICATES + fingerprint + LogBundle.ERASED)) {
        continue;
      }
      byte[] der = files.get(LogBundle.CERTIFICATES + fingerprint + ".der");
      if (der == null || !Fingerprint.of(der).toString().equals(fingerprint)) {
        report.finding(
            Kind.ENTRY_WITHOUT_EFFECT,
            "the certificate %s that an entry names is not there".formatted(fingerprint));
      }
    }
    if (report.count() == before) {
      report.fact(
          String.format(
              Locale.ROOT, "all %d certificates that they name are there", named.size() - erased));
    }
  }
}
