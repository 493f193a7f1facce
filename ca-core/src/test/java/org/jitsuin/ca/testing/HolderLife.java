package org.jitsuin.ca.testing;

import static org.jitsuin.ca.testing.CaFixture.done;
import static org.jitsuin.ca.testing.CaFixture.request;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.EventKind;
import org.jitsuin.ca.lifecycle.ResidentEvent;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.CardCertificate;
import org.jitsuin.ca.model.Holder;
import org.jitsuin.ca.model.NameReading;
import org.jitsuin.ca.model.RegisterText;
import org.jitsuin.ca.model.Sex;
import org.jitsuin.ca.store.FiledCertificate;
import org.jitsuin.ca.store.ResidentSearch.Person;

/**
 * A resident of Kiyose-shi whose name and address nobody else has, with a card and what became of
 * it: searched for, moved within the city, reported as lost.
 *
 * @param event the move
 * @param later an event that is still to come: a change of the name
 * @param texts the personal data of all that
 */
public record HolderLife(
    Holder holder,
    Card card,
    List<FiledCertificate> certificates,
    String event,
    String later,
    List<String> texts) {

  /** Lives it. */
  public static HolderLife lived(CaFixture ca) {
    String name = "仮令　" + drawn();
    Holder holder =
        new Holder(
            "r-" + UUID.randomUUID(),
            "13221",
            RegisterText.plain(name),
            RegisterText.plain("東京都清瀬市中里" + drawn()),
            Sex.FEMALE,
            LocalDate.of(1980, 2, 17));
    Card card = done(ca.register(ca.clerk(), holder));
    List<FiledCertificate> certificates = ca.filedBoth(card);
    NameReading reading = new NameReading(Optional.of("カリ　" + kana(drawn())), Optional.empty());
    done(ca.record(read(holder.registerId(), reading, ca)));
    search(ca, holder, reading);
    String event = "moved-" + UUID.randomUUID();
    String moved = drawn();
    done(ca.record(move(event, holder.registerId(), "東京都清瀬市松山１丁目" + moved)));
    String later = "renamed-" + UUID.randomUUID();
    String renamed = "改名　" + drawn();
    done(ca.record(later(later, holder.registerId(), renamed, ca)));
    String reporter = "届出　" + drawn();
    suspend(ca, card, reporter);
    List<String> texts =
        List.of(
            holder.registerId(),
            name,
            holder.address().text(),
            "１丁目" + moved,
            renamed,
            reading.kana().orElseThrow(),
            reporter);
    return new HolderLife(holder, card, certificates, event, later, texts);
  }

  /** A number that nobody else draws, in wide digits. */
  private static String drawn() {
    return Long.toString(ThreadLocalRandom.current().nextLong(1_000_000_000L, 10_000_000_000L))
        .chars()
        .mapToObj(digit -> Character.toString(digit - '0' + '０'))
        .collect(Collectors.joining());
  }

  /** Katakana for the digits of a number. */
  private static String kana(String digits) {
    return digits
        .chars()
        .mapToObj(digit -> Character.toString("カキクケコサシスセソ".charAt(digit - '０')))
        .collect(Collectors.joining());
  }

  private static ResidentEvent read(String registerId, NameReading reading, CaFixture ca) {
    return new ResidentEvent(
        "read-" + UUID.randomUUID(),
        registerId,
        EventKind.READING_CHANGED,
        false,
        JapanTime.date(ca.clock().instant()),
        ResidentEvent.NewData.NONE.with(reading));
  }

  /** By the name as it is written, and as it sounds. */
  private static void search(CaFixture ca, Holder holder, NameReading reading) {
    Person person =
        new Person(
            holder.name().text(),
            holder.birthDate(),
            Optional.of(holder.address().text()),
            Optional.empty());
    Person sounding =
        new Person(
            Optional.empty(), reading, holder.birthDate(), Optional.empty(), Optional.empty());
    var _ = ca.service().queries().findCards().ofPerson(ca.staff("lossline"), person);
    var _ = ca.service().queries().findCards().ofPerson(ca.staff("lossline"), sounding);
  }

  private static ResidentEvent move(String event, String registerId, String address) {
    return new ResidentEvent(
        event,
        registerId,
        EventKind.ADDRESS_CHANGED,
        false,
        LocalDate.of(2025, 10, 27),
        new ResidentEvent.NewData(
            Optional.of("13221"),
            Optional.empty(),
            Optional.of(RegisterText.plain(address)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static ResidentEvent later(String event, String registerId, String name, CaFixture ca) {
    return new ResidentEvent(
        event,
        registerId,
        EventKind.NAME_CHANGED,
        false,
        JapanTime.date(ca.clock().instant()).plusDays(30),
        new ResidentEvent.NewData(
            Optional.empty(),
            Optional.of(RegisterText.plain(name)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  private static void suspend(CaFixture ca, Card card, String reporter) {
    var _ =
        done(
            ca.performAct()
                .perform(
                    ca.staff("lossline"),
                    request(ca.staff("lossline")),
                    new PerformAct.Request(
                        new Subject.OfCard(card.id()),
                        new PerformAct.Evidenced(
                            new Command.Suspend(card.id(), "lossline"),
                            Map.of("name", reporter, "contact", "090-0000-1111")))));
  }

  /** One of the certificates. */
  public CardCertificate certificate() {
    return certificates.getFirst().certificate();
  }
}
