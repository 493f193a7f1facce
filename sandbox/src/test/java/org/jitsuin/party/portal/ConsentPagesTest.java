package org.jitsuin.party.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Site;
import org.junit.jupiter.api.Test;

/** A question is passed on as it was signed, and the answer as it came. */
class ConsentPagesTest {
  private final List<Bytes> brought = new ArrayList<>();
  private boolean silent;
  private final Site site =
      new Site(
          new ConsentPages(
                  "http://localhost:8090/portal/consents",
                  new HolderQuestions() {
                    @Override
                    public String bearer() {
                      return "portal";
                    }

                    @Override
                    public String bring(Bytes signed) throws IOException {
                      if (silent) {
                        throw new IOException("nobody answers");
                      }
                      brought.add(signed);
                      return "{\"consents\":[]}";
                    }
                  })
              .routes());

  private static Asked asked(String method, String path, String body) {
    return new Asked(
        method, path, "", Map.of(), Map.of(), Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Answer answer) {
    return new String(answer.body().bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void page_showsTheCommand() {
    assertThat(text(site.answer(asked("GET", "/portal/consents", ""))))
        .contains("holder consent list http://localhost:8090/portal/consents/card");
  }

  @Test
  void question_isBroughtAsItWasSigned() {
    String path = "/portal/consents/card";

    assertThat(text(site.answer(asked("GET", path, "")))).isEqualTo("{\"bearer\":\"portal\"}");
    assertThat(text(site.answer(asked("POST", path, "{\"signed\":\"AQID\"}"))))
        .isEqualTo("{\"consents\":[]}");
    assertThat(brought).containsExactly(Bytes.of(new byte[] {1, 2, 3}));
  }

  @Test
  void question_thatIsNone_orThatNobodyAnswers_isRefused() {
    refused("malformed", "{}");
    refused("malformed", "{\"signed\":\"?\"}");
    silent = true;
    refused("no-answer", "{\"signed\":\"AQID\"}");
    assertThat(brought).isEmpty();
  }

  private void refused(String code, String body) {
    assertThatThrownBy(() -> site.answer(asked("POST", "/portal/consents/card", body)))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
