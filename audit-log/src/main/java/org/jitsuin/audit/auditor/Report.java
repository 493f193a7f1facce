package org.jitsuin.audit.auditor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The report of a check: a line for each thing that is right, and the findings. */
public final class Report {
  /** The greatest number of findings; more would help nobody. */
  private static final int MOST_FINDINGS = 200;

  private final int most;
  private final List<String> facts = new ArrayList<>();
  private final List<String> notices = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();
  private long count;

  /** Creates a report that keeps as many findings as people read. */
  public Report() {
    this(MOST_FINDINGS);
  }

  /**
   * @param most how many findings are kept; the others are counted
   */
  public Report(int most) {
    this.most = most;
  }

  /**
   * A finding: something that is wrong.
   *
   * @param kind what kind of wrong, stable
   * @param sentence what is wrong, and where
   */
  public record Finding(Kind kind, String sentence) {}

  /** The closed list of what can be wrong. */
  public enum Kind {
    /** The checkpoint is missing or not signed by the log's key. */
    CHECKPOINT_NOT_SIGNED,
    /** A witness did not cosign, or the cosignature is forged. */
    NOT_WITNESSED,
    /** The log has fewer entries than it had: an old state was put back, or the end cut off. */
    LOG_SHRUNK,
    /** The log is not the one that was seen before: it was rewritten, or there are two. */
    LOG_FORKED,
    /** An entry is not the one that was signed. */
    ENTRY_CHANGED,
    /** An entry that was signed is not there. */
    ENTRY_MISSING,
    /** An entry is there that is not in the log. */
    ENTRY_INSERTED,
    /** Entries stand in each other's place. */
    ENTRIES_SWAPPED,
    /** An entry bears a time long before that of entries in front of it. */
    ENTRY_BACKDATED,
    /** An entry was handed in for the log that whoever did so may not write. */
    ENTRY_REFUSED,
    /** A file of the tree is missing or does not fit the others. */
    TILE_DAMAGED,
    /** Something was signed or published of which the log has no entry. */
    ACT_WITHOUT_ENTRY,
    /** The log tells of something that is not so, or not any more. */
    ENTRY_WITHOUT_EFFECT
  }

  /** Notes what was checked and is right. */
  public void fact(String sentence) {
    facts.add(sentence);
  }

  /** Notes what is neither wrong nor to be passed over. */
  public void notice(String sentence) {
    notices.add(sentence);
  }

  /** Notes what is wrong. */
  public void finding(Kind kind, String sentence) {
    count++;
    if (findings.size() < most) {
      findings.add(new Finding(kind, sentence));
    }
  }

  public List<String> facts() {
    return List.copyOf(facts);
  }

  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** The first of them. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }

  /** Returns the number of findings. */
  public long count() {
    return count;
  }

  public boolean isClean() {
    return count == 0;
  }

  /** Returns the whole report for people, line by line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    facts.forEach(fact -> lines.add("  ✓ " + fact));
    notices.forEach(notice -> lines.add("  ! " + notice));
    findings.forEach(finding -> lines.add("  ✗ " + finding.kind() + ": " + finding.sentence()));
    if (count > findings.size()) {
      lines.add(String.format(Locale.ROOT, "  ✗ and %d more", count - findings.size()));
    }
    return lines;
  }
}
