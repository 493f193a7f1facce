package org.jitsuin.bench.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.model.Fingerprint;
import org.jitsuin.base.model.Serial;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.bench.environment.PrivateStack;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.boot.CaContext;
import org.jitsuin.ca.boot.CaService;
import org.jitsuin.ca.card.FullCardView;
import org.jitsuin.ca.card.ReadCard;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.model.BirthDate;
import org.jitsuin.ca.model.RequestId;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.AuditSearch.Filter;
import org.jitsuin.ca.store.CardTable;
import org.jitsuin.ca.store.IdempotencyTable;
import org.jitsuin.ca.store.ResidentSearch.Person;
import org.jitsuin.installation.setup.DatabaseUser;

/**
 * The system that is measured: the use cases that the API asks for each page, put together as the
 * server does it. All dealings of this benchmark with that code are here.
 */
final class ConsoleSystem implements AutoCloseable {
  private static final int PAGE = 50;
  private static final int MONTHS = 3;
  private static final Duration LONG = Duration.ofDays(30);
  private static final Bytes ANSWER = Json.write(List.of("0123456789abcdef".repeat(16)));

  private final CaService service;
  private final ReadCard readCard;
  private final Jdbi database;
  private final InstantSource clock = Clocks.system();
  private final StaffMember lossLine;

  ConsoleSystem(PrivateStack stack) {
    this.service =
        new CaService(stack.settings(), stack.pool(DatabaseUser.CA), clock, new SecureRandom());
    CaContext with = service.context();
    this.readCard =
        new ReadCard(
            with.transactions(),
            with.lifeCycle(),
            new OfficeRules(with.transactions(), clock),
            clock,
            with.auditLog());
    this.database = stack.authorityPool();
    this.lossLine = stack.staff("lossline");
  }

  private static StaffMember clerk(Sample one) {
    return new StaffMember(
        "bench-" + one.municipality(),
        "bench",
        Role.OFFICE_CLERK,
        Optional.of(one.municipality()),
        Optional.of(one.municipality() + "001A"),
        Serial.of(new byte[] {1}));
  }

  /** The page of a card: all of it, what can be done now, and an entry in the log. */
  void card(Sample one) {
    Outcome<FullCardView> read =
        readCard.read(clerk(one), one.card(), new ReadCard.Wanted(ReadCard.END, true));
    if (!(read instanceof Outcome.Done<FullCardView>(FullCardView view))
        || view.certificates().size() != 2) {
      throw new IllegalStateException("not read as meant: " + read);
    }
    write(view);
  }

  /** The search for the cards of a resident whose id in the register is known. */
  void find(Sample one) {
    found(
        service
            .queries()
            .findCards()
            .ofResident(clerk(one), one.registerId(), Optional.empty(), PAGE));
  }

  /** The search of the loss line by name and birth date, and an entry in the log. */
  void search(Sample one) {
    Person person =
        new Person(
            one.name(), BirthDate.parse(one.birthDate()), Optional.empty(), Optional.empty());
    found(service.queries().findCards().ofPerson(lossLine, person));
  }

  /** What waits at an office. */
  void today(Sample one) {
    write(service.queries().deskCounts().count(clerk(one), MONTHS, LONG));
  }

  /** The first page of what ends soon at an office. */
  void letters(Sample one) {
    int due =
        service
            .queries()
            .expiryNotices()
            .due(one.municipality(), MONTHS, Optional.empty(), PAGE)
            .size();
    if (due > PAGE) {
      throw new IllegalStateException("more was found than a page holds");
    }
  }

  /** A page of the audit log about one card. */
  void log(Sample one) {
    Filter ofCard =
        new Filter(
            Optional.of(one.card()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    found(service.queries().readLog().page(ofCard, 0, PAGE).rows());
  }

  private static void found(List<?> rows) {
    if (rows.isEmpty()) {
      throw new IllegalStateException("what is there was not found");
    }
  }

  private static void write(Object view) {
    if (Json.write(view).length() == 0) {
      throw new IllegalStateException("nothing was answered");
    }
  }

  /** The raw limit of what only reads: one row by its key, in a transaction. */
  void row(Sample one) {
    if (database.inTransaction(handle -> CardTable.find(handle, one.card())).isEmpty()) {
      throw new IllegalStateException("what is there was not found");
    }
  }

  /** The raw limit of what leaves an entry: one row that is committed. */
  void commit(String key) {
    RequestId request = new RequestId("bench", key, Fingerprint.of(ANSWER.bytes()));
    Instant now = clock.instant();
    database.useTransaction(handle -> IdempotencyTable.insert(handle, request, ANSWER, now));
  }

  @Override
  public void close() {
    service.close();
  }
}
