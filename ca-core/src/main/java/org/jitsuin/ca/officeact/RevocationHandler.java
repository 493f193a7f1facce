package org.jitsuin.ca.officeact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Authority;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.ca.application.Material;
import org.jitsuin.ca.application.OfficeRules;
import org.jitsuin.ca.command.PerformAct;
import org.jitsuin.ca.command.PerformAct.Evidenced;
import org.jitsuin.ca.command.PerformAct.Subject;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.json.Members;
import org.jitsuin.ca.lifecycle.Command;
import org.jitsuin.ca.lifecycle.RevocationCause;
import org.jitsuin.ca.model.ApplicationKind;
import org.jitsuin.ca.model.Role;
import org.jitsuin.ca.outcome.Outcome;
import org.jitsuin.ca.store.Answered;

/** Revokes certificates; an application names the certificate in members of its content. */
record RevocationHandler(PerformAct performAct, OfficeRules rules) implements ActHandler {
  @Override
  public String deferrable() {
    return "{\"ground\":\"holder-request\"}";
  }

  @Override
  public Optional<Subject> subject(Optional<String> card, ObjectNode content) {
    return Optional.of(
        new Subject.OfCertificate(
            Members.choice("authority", taken(content, "authority"), Authority::byId),
            Members.choice("serial", taken(content, "serial"), Members::serial),
            card));
  }

  private static String taken(ObjectNode content, String member) {
    JsonNode value = content.remove(member);
    if (value != null && !value.isTextual()) {
      throw Members.invalid(member, "is missing, unknown or not of the right form");
    }
    return Members.present(member, value).textValue();
  }

  @Override
  public Act read(byte[] content) {
    RevocationRequest asked = Json.read(content, RevocationRequest.class);
    asked.onGround();
    asked.check();
    asked.since();
    asked.evidence();
    return new Act(
        call ->
            asked
                .onGround()
                .claimedBy(call.caller().role(), asked.check())
                .then(cause -> revoke(call, asked, cause)),
        () ->
            asked
                .onGround()
                .claimedBy(Role.OFFICE_SUPERVISOR, asked.check())
                .map(_ -> new Material(Map.of(), asked.check())));
  }

  private Outcome<Bytes> revoke(Call call, RevocationRequest asked, RevocationCause cause) {
    Subject.OfCertificate subject = (Subject.OfCertificate) call.subject().orElseThrow();
    Command command =
        new Command.Revoke(
            subject.authority(), subject.serial(), cause, asked.since(), asked.check());
    PerformAct.Request request =
        new PerformAct.Request(
            subject,
            new Evidenced(command, asked.evidence()),
            rules.alone(call.caller(), ApplicationKind.REVOCATION),
            call.approved(),
            call.seen());
    return performAct.perform(call.caller(), call.id(), request).map(Answered::answer);
  }
}
