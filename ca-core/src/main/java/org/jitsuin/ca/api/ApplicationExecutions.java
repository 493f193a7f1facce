package org.jitsuin.ca.api;

import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.base.time.JapanTime;
import org.jitsuin.ca.api.ActViews.PinEventView;
import org.jitsuin.ca.api.ActViews.ReplacedView;
import org.jitsuin.ca.api.ActViews.RevocationView;
import org.jitsuin.ca.api.ActViews.SuspensionView;
import org.jitsuin.ca.api.ActViews.TermView;
import org.jitsuin.ca.api.ApplicationContents.Content;
import org.jitsuin.ca.api.CertificateRequests.CertificatesRequest;
import org.jitsuin.ca.api.CertificateRequests.RevocationRequest;
import org.jitsuin.ca.api.Requests.CardRequest;
import org.jitsuin.ca.api.Views.CardView;
import org.jitsuin.ca.api.Views.IssuedView;
import org.jitsuin.ca.application.Execution;
import org.jitsuin.ca.card.RegisterCard;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.command.Performed;
import org.jitsuin.ca.issue.IssueCertificates;
import org.jitsuin.ca.issue.IssueCertificates.Issued;
import org.jitsuin.ca.issue.IssueRequest;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Card;
import org.jitsuin.ca.model.StaffMember;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.outcome.Refusal;
import org.jitsuin.ca.store.IdempotencyTable.RequestId;

/** Carries out applications of each kind as the direct endpoints do. */
public final class ApplicationExecutions {
  private final Json json;
  private final RegisterCard registerCard;
  private final IssueCertificates issueCertificates;
  private final PerformAct performAct;
  private final InstantSource clock;

  public ApplicationExecutions(
      Json json,
      RegisterCard registerCard,
      IssueCertificates issueCertificates,
      PerformAct performAct,
      InstantSource clock) {
    this.json = json;
    this.registerCard = registerCard;
    this.issueCertificates = issueCertificates;
    this.performAct = performAct;
    this.clock = clock;
  }

  /** The caller who carries an application out, with the id of the request. */
  private record Call(StaffMember caller, RequestId id, Optional<String> card) {
    /** The card of a kind that is always about one. */
    String ofCard() {
      return card.orElseThrow(() -> Requests.invalid("card", "is missing"));
    }
  }

  private interface Act<C> {
    Outcome<Bytes> carryOut(Call call, C content);
  }

  /** Returns the execution of each kind of application. */
  public Map<ApplicationKind, Execution> all() {
    Map<ApplicationKind, Execution> all = new EnumMap<>(ApplicationKind.class);
    for (ApplicationKind kind : ApplicationKind.values()) {
      all.put(kind, of(kind));
    }
    return all;
  }

  private Execution of(ApplicationKind kind) {
    return switch (kind) {
      case REGISTRATION -> parsed(CardRequest.class, this::application, this::register);
      case CERTIFICATES ->
          checked(
              ApplicationContents.Certificates.class,
              (call, asked) -> issue(call, asked.request(), false));
      case RENEWAL ->
          checked(
              ApplicationContents.Renewal.class,
              (call, asked) -> issue(call, asked.request(), true));
      case REPLACEMENT -> checked(ApplicationContents.Replacement.class, this::replace);
      case EXTENSION -> checked(ApplicationContents.Extension.class, this::extend);
      case LIFT -> checked(ApplicationContents.Lift.class, this::lift);
      case PIN -> checked(ApplicationContents.Pin.class, this::recordPin);
      case REVOCATION -> revocation(checked(ApplicationContents.Revocation.class, this::revoke));
    };
  }

  private <C extends Content> Execution checked(Class<C> type, Act<C> act) {
    return parsed(type, Content::check, act);
  }

  /** An execution of content that is read into a type; what is wrong with it becomes a refusal. */
  private <C> Execution parsed(Class<C> type, Consumer<? super C> check, Act<C> act) {
    return new Execution() {
      @Override
      public Optional<Refusal> fault(Task task) {
        try {
          check.accept(json.read(task.content().bytes(), type));
          return Optional.empty();
        } catch (RequestRefused refused) {
          return Optional.of(refused.refusal());
        }
      }

      @Override
      public Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task) {
        try {
          C content = json.read(task.content().bytes(), type);
          check.accept(content);
          return act.carryOut(new Call(caller, id, task.card()), content);
        } catch (RequestRefused refused) {
          return new Outcome.Refused<>(refused.refusal());
        }
      }
    };
  }

  /** Returns the execution of a revocation, which also names the certificate that it is about. */
  private Execution revocation(Execution checked) {
    return new Execution() {
      @Override
      public Optional<Refusal> fault(Task task) {
        return checked.fault(task);
      }

      @Override
      public Optional<Subject.OfCertificate> certificate(Task task) {
        ApplicationContents.Revocation asked =
            json.read(task.content().bytes(), ApplicationContents.Revocation.class);
        return Optional.of(new Subject.OfCertificate(asked.kind(), asked.number(), task.card()));
      }

      @Override
      public Outcome<Bytes> execute(StaffMember caller, RequestId id, Task task) {
        return checked.execute(caller, id, task);
      }
    };
  }

  private RegisterCard.Application application(CardRequest request) {
    return request.application(JapanTime.date(clock.instant()));
  }

  private Outcome<Bytes> register(Call call, CardRequest request) {
    Function<Card, Bytes> encode = card -> json.write(CardView.of(card));
    return encoded(
        registerCard.register(call.caller(), call.id(), application(request), encode), encode);
  }

  private Outcome<Bytes> issue(Call call, CertificatesRequest asked, boolean renewal) {
    Function<Issued, Bytes> encode = issued -> json.write(IssuedView.of(issued, clock.instant()));
    IssueRequest request = asked.issueRequest(call.ofCard(), renewal);
    return encoded(issueCertificates.issue(call.caller(), call.id(), request, encode), encode);
  }

  private Outcome<Bytes> replace(Call call, ApplicationContents.Replacement asked) {
    String successor = UUID.randomUUID().toString();
    Command command = asked.request().command(call.ofCard(), successor);
    return perform(call, command, performed -> ReplacedView.of(performed, successor));
  }

  private Outcome<Bytes> extend(Call call, ApplicationContents.Extension asked) {
    String card = call.ofCard();
    return perform(
        call,
        asked.request().command(card),
        performed -> TermView.of(performed.after().card(card).orElseThrow()));
  }

  private Outcome<Bytes> lift(Call call, ApplicationContents.Lift asked) {
    String card = call.ofCard();
    Instant now = clock.instant();
    return perform(
        call, asked.request().command(card), performed -> SuspensionView.of(performed, card, now));
  }

  private Outcome<Bytes> recordPin(Call call, ApplicationContents.Pin asked) {
    String card = call.ofCard();
    return perform(
        call,
        asked.request().command(card),
        _ -> new PinEventView(card, asked.pin(), asked.what()));
  }

  private Outcome<Bytes> perform(Call call, Command command, Function<Performed, Object> view) {
    PerformAct.Request request =
        new PerformAct.Request(new Subject.OfCard(call.ofCard()), Evidenced.of(command));
    return perform(call, request, view);
  }

  private Outcome<Bytes> revoke(Call call, ApplicationContents.Revocation asked) {
    RevocationRequest request = asked.request();
    Instant now = clock.instant();
    return request
        .onGround()
        .claimedBy(call.caller().role(), request.check())
        .then(cause -> {
          Command command =
              new Command.Revoke(
                  asked.kind(), asked.number(), cause, request.since(), request.check());
          PerformAct.Request what =
              new PerformAct.Request(
                  new Subject.OfCertificate(asked.kind(), asked.number(), call.card()),
                  new Evidenced(command, request.evidence()));
          return perform(call, what, performed -> RevocationView.of(performed, now));
        });
  }

  private Outcome<Bytes> perform(
      Call call, PerformAct.Request request, Function<Performed, Object> view) {
    Function<Performed, Bytes> encode = performed -> json.write(view.apply(performed));
    return encoded(performAct.perform(call.caller(), call.id(), request, encode), encode);
  }

  private static <T> Outcome<Bytes> encoded(Outcome<T> outcome, Function<T, Bytes> encode) {
    return outcome.then(result -> Outcome.done(encode.apply(result)));
  }
}
