package org.jitsuin.ca.store;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.retention.RecordKind;
import org.jitsuin.ca.store.CertificateSearch.CertificateKey;

/**
 * Erases records whose time is over, a portion at a time in the order of an index: a portion costs
 * the same however much there is, and the next one begins where it ended.
 */
public final class DueRecords {
  private static final int CERTIFICATES = 200;
  private static final int CARDS = 50;
  private static final int CONSENTS = 200;
  private static final int ENTRIES = 500;
  private static final int ROWS = 1_000;

  private final Handle handle;
  private final RetentionTable.Progress progress;
  private final Instant before;

  private DueRecords(Handle handle, RetentionTable.Progress progress, Instant before) {
    this.handle = handle;
    this.progress = progress;
    this.before = before;
  }

  /**
   * What was erased.
   *
   * @param erased how many, by their kind
   * @param place where the next portion begins
   * @param last whether nothing more is due
   */
  public record Portion(Map<RecordKind, Long> erased, String place, boolean last) {
    public Portion {
      erased = Map.copyOf(erased);
    }
  }

  /**
   * Erases a portion.
   *
   * @param before the time before which those of its records lie
   */
  public static Portion erase(Handle handle, RetentionTable.Progress progress, Instant before) {
    return new DueRecords(handle, progress, before).portion();
  }

  private Portion portion() {
    return switch (progress.records()) {
      case CERTIFICATES -> certificates();
      case CARDS -> cards();
      case TO_BE_SIGNED -> {
        IntentErasure.Done done = IntentErasure.erase(handle, progress.place(), before, ROWS);
        yield portion(done.erased(), done.place(), done.last());
      }
      case CONSENTS -> consents();
      case BATCHES -> rows(RowErasure.batches(handle, before, ROWS));
      case ANSWER_COUNTS -> rows(RowErasure.answerCounts(handle, JapanTime.date(before), ROWS));
      case DROP_FILES -> throw new IllegalArgumentException("files are no rows");
      case SEARCHES,
          REPORTERS,
          APPLICATIONS,
          REFUSED_APPLICATIONS,
          REVOCATION_NOTES,
          COMPROMISE_NOTES,
          EVENTS,
          JOB_REASONS,
          CLOSURE_REASONS,
          HOLD_REASONS,
          STAFF_REASONS,
          BLOCK_REASONS,
          RESPONDER_REASONS,
          ERASURE_REFERENCES ->
          bound();
    };
  }

  private Portion portion(long erased, String place, boolean last) {
    return new Portion(Map.of(progress.records(), erased), place, last);
  }

  private Portion consents() {
    List<ConsentTable.Due> due = ConsentTable.over(handle, before, CONSENTS);
    if (due.isEmpty()) {
      return portion(0, "", true);
    }
    // A consent may have many answers: they go first, so that a portion stays one.
    List<String> ids = due.stream().map(ConsentTable.Due::id).toList();
    if (ConsentAnswerTable.erase(handle, ids, ROWS) == ROWS) {
      return portion(0, "", false);
    }
    return portion(ConsentTable.erase(handle, due), "", due.size() < CONSENTS);
  }

  private Portion rows(int deleted) {
    return portion(deleted, "", deleted < ROWS);
  }

  private Portion certificates() {
    List<CertificateErasure.Due> ended =
        CertificateErasure.ended(handle, certificatePlace(), before, CERTIFICATES);
    List<CertificateErasure.Due> due =
        ended.stream().filter(CertificateErasure.Due::isSomebodys).toList();
    Set<String> residents = set(due.stream().map(CertificateErasure.Due::registerId).toList());
    lock(residents);
    CertificateErasure.erase(handle, due.stream().map(CertificateErasure.Due::key).toList());
    ResidentTable.touch(handle, residents);
    Set<String> cards = set(due.stream().map(CertificateErasure.Due::cardId).toList());
    Map<RecordKind, Long> erased = new EnumMap<>(RecordKind.class);
    erased.put(RecordKind.CERTIFICATES, (long) due.size());
    erased.put(RecordKind.CARDS, (long) finish(cards, residents));
    String place = ended.isEmpty() ? progress.place() : text(ended.getLast().key());
    return new Portion(erased, place, ended.size() < CERTIFICATES);
  }

  private static String text(CertificateKey place) {
    return place.notAfter().toEpochMilli() + "/" + place.issuerNumber() + "/" + place.serial();
  }

  private CertificateKey certificatePlace() {
    List<String> parts = List.of(progress.place().split("/", -1));
    return parts.size() < 3
        ? new CertificateKey(Instant.EPOCH, 0, Serial.parse("01"))
        : new CertificateKey(
            Instant.ofEpochMilli(Long.parseLong(parts.get(0))),
            Integer.parseInt(parts.get(1)),
            Serial.parse(parts.get(2)));
  }

  private Portion cards() {
    List<String> parts = List.of(progress.place().split("/", -1));
    LocalDate day = parts.size() < 2 ? LocalDate.of(1, 1, 1) : LocalDate.parse(parts.get(0));
    String card = parts.size() < 2 ? "" : parts.get(1);
    List<CardErasure.Due> ended =
        CardErasure.ended(handle, day, card, JapanTime.date(before), CARDS);
    List<CardErasure.Due> due = ended.stream().filter(CardErasure.Due::isSomebodys).toList();
    Set<String> residents = set(due.stream().map(CardErasure.Due::registerId).toList());
    lock(residents);
    int erased = finish(due.stream().map(CardErasure.Due::cardId).toList(), residents);
    String place =
        ended.isEmpty()
            ? progress.place()
            : ended.getLast().expiresOn() + "/" + ended.getLast().cardId();
    return portion(erased, place, ended.size() < CARDS);
  }

  /** Whoever acts upon residents locks them first, in the order of their ids. */
  private void lock(Collection<String> residents) {
    if (!residents.isEmpty()) {
      Map<String, Integer> _ = ResidentTable.lockVersions(handle, residents);
    }
  }

  /**
   * Erases those of these cards that are over, and with the last one the resident. A card whose
   * certificates end later than itself is erased with the last of them.
   *
   * @return how many cards
   */
  private int finish(Collection<String> cards, Collection<String> residents) {
    List<String> over = CardErasure.over(handle, cards, JapanTime.date(before));
    CardErasure.Erased _ = CardErasure.erase(handle, over);
    ResidentErasure.Erased _ =
        ResidentErasure.erase(handle, ResidentErasure.withoutCards(handle, residents));
    return over.size();
  }

  /**
   * Erases what entries bind, and what stands besides. Entries are younger the further one goes,
   * but for those of a clock that went wrong: the place stays in front of the first that is too
   * young.
   */
  private Portion bound() {
    long after = progress.place().isEmpty() ? 0 : Long.parseLong(progress.place());
    String kind = progress.records().entries().getFirst();
    List<AuditTable.Dated> page = AuditTable.page(handle, kind, after, ENTRIES);
    List<AuditTable.Row> due = rows(page.stream().filter(this::isDue));
    List<AuditTable.Row> passed = rows(page.stream().takeWhile(this::isDue));
    long disclosures = DisclosureTable.eraseOf(handle, due);
    long erased = disclosures + besides(due);
    String place = passed.isEmpty() ? progress.place() : Long.toString(passed.getLast().number());
    return portion(erased, place, passed.size() < ENTRIES);
  }

  private boolean isDue(AuditTable.Dated entry) {
    return entry.at().isBefore(before);
  }

  private static List<AuditTable.Row> rows(Stream<AuditTable.Dated> entries) {
    return entries.map(AuditTable.Dated::row).toList();
  }

  private int besides(List<AuditTable.Row> rows) {
    return switch (progress.records()) {
      case APPLICATIONS, REFUSED_APPLICATIONS -> applications(named(rows, "application"));
      case EVENTS -> {
        EventTable.erase(handle, named(rows, "event"));
        yield 0;
      }
      case JOB_REASONS -> {
        RowErasure.reasons(handle, RowErasure.Reason.OF_JOB, named(rows, "job"));
        yield 0;
      }
      case HOLD_REASONS -> {
        RowErasure.reasons(handle, RowErasure.Reason.OF_HOLD, named(rows, "hold"));
        yield 0;
      }
      case STAFF_REASONS -> {
        RowErasure.reasons(handle, RowErasure.Reason.OF_STAFF, named(rows, "change"));
        yield 0;
      }
      default -> 0;
    };
  }

  private int applications(List<String> ids) {
    List<ApplicationErasure.Found> found = ApplicationErasure.byId(handle, ids);
    int bound = DisclosureTable.eraseOf(handle, ApplicationErasure.entries(handle, found));
    ApplicationErasure.erase(handle, ids);
    return bound;
  }

  private static List<String> named(List<AuditTable.Row> rows, String member) {
    return rows.stream().map(row -> row.value(member)).flatMap(Optional::stream).toList();
  }

  private static Set<String> set(Collection<String> values) {
    return values.stream().collect(Collectors.toSet());
  }
}
