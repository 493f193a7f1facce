package org.jitsuin.office;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.Settings;

/** Puts the rules of the pages in front of the server's own handling of files. */
public class PageFilter extends HttpFilter {
  private static final long serialVersionUID = 1;

  private int agentPort;

  @Override
  public void init() {
    Config config = ConfigProvider.getConfig();
    agentPort =
        new Settings(key -> config.getOptionalValue(key, String.class))
            .get(BaseSettings.COUNTER_AGENT_PORT);
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = path(request);
    PageRules.HEADERS.forEach(response::setHeader);
    response.setHeader("Content-Security-Policy", PageRules.policy(path, agentPort));
    response.setHeader("Cache-Control", PageRules.NEVER);
    if (!request.isSecure() && !PageRules.isPublic(path)) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
      request.getRequestDispatcher(PageRules.CLEAR).forward(request, response);
      return;
    }
    Optional<String> entry = PageRules.entry(path).filter(this::isThere);
    if (entry.isPresent()) {
      request.getRequestDispatcher(entry.get()).forward(request, response);
      return;
    }
    // What is not there may be there after a moment, when another server is brought up to date.
    if (isThere(path)) {
      response.setHeader("Cache-Control", PageRules.cacheControl(path));
    }
    chain.doFilter(request, response);
  }

  private static String path(HttpServletRequest request) {
    return Optional.ofNullable(request.getPathInfo())
        .map(rest -> request.getServletPath() + rest)
        .orElse(request.getServletPath());
  }

  private boolean isThere(String file) {
    try {
      return getServletContext().getResource(file) != null;
    } catch (IOException _) {
      return false;
    }
  }
}
