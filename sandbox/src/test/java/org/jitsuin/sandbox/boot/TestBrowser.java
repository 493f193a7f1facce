package org.jitsuin.sandbox.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without eyes: keeps cookies, fills in forms, and follows nobody by itself. */
public final class TestBrowser {
  private final String issuer;
  private final HttpClient client =
      HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  TestBrowser(String issuer) {
    this.issuer = issuer;
  }

  /** Opens an address. */
  public HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).header("Accept", "text/html").build());
  }

  /** Sends a form from a page of the sandbox. */
  public HttpResponse<String> post(String path, Map<String, String> fields) {
    return post(path, fields, "Origin", issuer, "Sec-Fetch-Site", "same-origin");
  }

  /** Sends a form with other headers. */
  public HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(issuer + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "text/html");
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.POST(HttpRequest.BodyPublishers.ofString(form(fields))).build());
  }

  /** Sends anything. */
  public HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What fields look like as they are sent. */
  public static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** What stands in a page. */
  public static String found(String regex, String page) {
    Matcher matcher = Pattern.compile(regex).matcher(page);
    if (!matcher.find()) {
      throw new AssertionError("not found: " + regex + " in " + page);
    }
    return matcher.group(1);
  }

  /** The name of the login of a page. */
  public static String login(String page) {
    return found("name=\"login\" value=\"([^\"]+)\"", page);
  }
}
