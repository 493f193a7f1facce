package org.jitsuin.ca.officeact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jitsuin.ca.json.Json;
import org.jitsuin.ca.lifecycle.Command;
import org.junit.jupiter.api.Test;

/** What may be left out of a request for a card in the place of another. */
class ReplacementRequestTest {
  private static Command.Replace command(String body) {
    String checked = body.replaceFirst("}$", "," + IdentityCheckRequest.EXAMPLE + "}");
    return Json.read(checked.getBytes(StandardCharsets.UTF_8), ReplacementRequest.class)
        .command("old", "new");
  }

  @Test
  void command_membersLeftOut_areFalseAndZero() {
    Command.Replace command = command("{\"cause\":\"damaged\"}");
    assertThat(command.withoutPins()).isFalse();
    assertThat(command.feeYen()).isZero();
    assertThat(command("{\"cause\":\"damaged\",\"withoutPins\":true}").withoutPins()).isTrue();
  }
}
