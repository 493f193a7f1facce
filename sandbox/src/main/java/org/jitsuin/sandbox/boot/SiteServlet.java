package org.jitsuin.sandbox.boot;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.base.model.Bytes;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Html;
import org.jitsuin.sandbox.http.Json;
import org.jitsuin.sandbox.http.Refused;
import org.jitsuin.sandbox.http.Site;
import org.jitsuin.verifier.Words;

/** Hands requests to the site, within its limits, and its answers back with what browsers need. */
@WebServlet("/*")
public final class SiteServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final int LONGEST_QUERY = 8 * 1024;

  private transient Site site;

  /** The container makes it and sets it up from the settings. */
  public SiteServlet() {}

  SiteServlet(Site site) {
    this.site = site;
  }

  @Override
  public void init() throws ServletException {
    if (site == null) {
      try {
        site = Sandbox.of(SandboxSettings.ofProcess()).site();
      } catch (IOException e) {
        throw new ServletException("the sandbox cannot be set up", e);
      }
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer answer;
    try {
      answer = site.answer(asked(request));
    } catch (Refused e) {
      answer = refusal(request, e);
    } catch (RuntimeException e) {
      SandboxLog.LOG.failed(e);
      answer =
          refusal(
              request, new Refused(500, "failed", "内部でエラーが発生しました。", "Something failed in here."));
    }
    send(answer, response);
  }

  private Asked asked(HttpServletRequest request) throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse(request.getServletPath());
    String query = Optional.ofNullable(request.getQueryString()).orElse("");
    if (query.length() > LONGEST_QUERY) {
      throw new Refused(414, "too-long", "アドレスが長すぎます。", "The address is too long.");
    }
    return new Asked(
        request.getMethod(),
        path.isEmpty() ? "/" : path,
        query,
        headers(request),
        cookies(request),
        Bytes.of(body(request, site.most(request.getMethod(), path))));
  }

  private static byte[] body(HttpServletRequest request, int most) throws IOException {
    byte[] body = request.getInputStream().readNBytes(most + 1);
    if (body.length > most) {
      throw new Refused(413, "too-large", "送られた内容が大きすぎます。", "What was sent is too large.");
    }
    return body;
  }

  private static Map<String, String> headers(HttpServletRequest request) {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      String one = String.join(", ", Collections.list(request.getHeaders(name)));
      headers.put(name.toLowerCase(Locale.ROOT), one);
    }
    return headers;
  }

  private static Map<String, String> cookies(HttpServletRequest request) {
    Map<String, String> cookies = new LinkedHashMap<>();
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        cookies.putIfAbsent(cookie.getName(), cookie.getValue());
      }
    }
    return cookies;
  }

  /** A page for who looks at pages, JSON for programs. */
  private static Answer refusal(HttpServletRequest request, Refused refused) {
    String accepted = Optional.ofNullable(request.getHeader("Accept")).orElse("");
    if (accepted.contains("text/html")) {
      return Html.page(
          refused.status(), new Words("Not done", "できませんでした"), Html.wrong(refused.words()));
    }
    return Json.refusal(refused);
  }

  private static void send(Answer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    response.setHeader("Content-Security-Policy", Html.policy(""));
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("X-Content-Type-Options", "nosniff");
    // No less: the browser would not say that a form is of our own page.
    response.setHeader("Referrer-Policy", "same-origin");
    response.setHeader("Cache-Control", "no-store");
    if (!answer.type().isEmpty()) {
      response.setContentType(answer.type());
    }
    answer.headers().forEach(response::setHeader);
    response.setContentLength(answer.body().length());
    response.getOutputStream().write(answer.body().bytes());
  }
}
