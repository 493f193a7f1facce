package org.jitsuin.party.portal;

import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.card.HolderQuestions;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.verifier.Words;

/**
 * Where holders see who was told what about them. The portal brings the question, which the holder
 * signs with the portal's name in it, and passes the answer on; it keeps neither.
 */
public final class ConsentPages {
  private static final int LONGEST = 32 * 1024;

  private final String address;
  private final HolderQuestions questions;

  /**
   * @param address where they are reached, with their path
   */
  public ConsentPages(String address, HolderQuestions questions) {
    this.address = address;
    this.questions = questions;
  }

  /** Returns their addresses. */
  public List<Route> routes() {
    return List.of(
        Route.get("/portal/consents", _ -> page()),
        Route.get("/portal/consents/card", _ -> bearer()),
        new Route("POST", "/portal/consents/card", LONGEST, this::bring));
  }

  private Answer page() {
    return Html.page(
        200,
        new Words("Your consents", "同意の一覧"),
        paragraph(
                "だれに何を知らせたかを、カードで署名して確認できます。カードを置いて、次を実行してください。",
                "See who was told what. Put the card into the reader, and run this:")
            + "<pre>./jitsuin holder consent list %s/card</pre>".formatted(text(address)));
  }

  private Answer bearer() {
    return Json.answer(200, Map.of("bearer", questions.bearer()));
  }

  private Answer bring(Asked asked) {
    Bytes signed = Json.octets(Json.object(asked.text()), "signed").orElseThrow(Refused::malformed);
    try {
      return Answer.json(200, questions.bring(signed));
    } catch (IOException e) {
      throw new Refused(
          503,
          "no-answer",
          "認証局に接続できません。時間をおいて試してください。",
          "The authority does not answer; try again later.");
    }
  }
}
