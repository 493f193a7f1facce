package org.jitsuin.party.portal;

import static org.jitsuin.sandbox.http.Html.paragraph;
import static org.jitsuin.sandbox.http.Html.text;

import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.verifier.Words;

/** What the portal shows. */
final class PortalPages {
  private static final Words TITLE = new Words("Portal", "ポータル");

  private PortalPages() {}

  /** Where it begins. */
  static Answer front() {
    return Html.page(
        200,
        TITLE,
        "<p><a href=\"/portal/login\">マイナンバーカードでログイン"
            + " <span lang=\"en\">Log in with your card</span></a></p>"
            + "<p><a href=\"/portal/again\">二回目からのログイン（氏名や住所は受け取りません）"
            + " <span lang=\"en\">Log in again; neither name nor address is asked for</span></a></p>");
  }

  /** Says who came, and what the portal was told. */
  static Answer welcome(boolean isTold, UserInfo who) {
    return Html.page(
        200,
        new Words("Logged in", "ログインしました"),
        "<table>"
            + row("この方", "Who", who.getSubject().getValue())
            + (isTold ? told(who) : "")
            + "</table>");
  }

  private static String told(UserInfo who) {
    return row("氏名", "Name", who.getName())
        + row("住所", "Address", who.getAddress() == null ? null : who.getAddress().getFormatted())
        + row("生年月日", "Birth date", who.getBirthdate())
        + row("性別", "Sex", who.getGender() == null ? null : who.getGender().getValue());
  }

  private static String row(String ja, String en, String value) {
    return "<tr><th>%s <span lang=\"en\">%s</span></th><td>%s</td></tr>"
        .formatted(ja, en, value == null ? "不明 / unknown" : text(value));
  }

  /** Says why nobody came. */
  static Answer refused(String why) {
    return Html.page(
        200,
        new Words("Not logged in", "ログインできませんでした"),
        "<div class=\"wrong\" role=\"alert\">"
            + paragraph("理由: " + why, "Reason: " + why)
            + "</div><p><a href=\"/portal\">もう一度 <span lang=\"en\">Once more</span></a></p>");
  }
}
