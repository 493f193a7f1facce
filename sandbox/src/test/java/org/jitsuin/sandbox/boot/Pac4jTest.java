package org.jitsuin.sandbox.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.http.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pac4j.core.context.CallContext;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;
import org.pac4j.core.credentials.Credentials;
import org.pac4j.core.exception.http.FoundAction;
import org.pac4j.core.profile.UserProfile;
import org.pac4j.oidc.client.OidcClient;
import org.pac4j.oidc.config.OidcConfiguration;

/** What pac4j, a client library of many Java frameworks, makes of the provider. */
class Pac4jTest {
  private static final String CALLBACK = "http://localhost:9999/callback";

  @TempDir private Path directory;

  @Test
  void login_byPac4j() {
    try (SandboxStage stage = new SandboxStage(directory, Optional.empty())) {
      TestParty party = stage.register(CALLBACK + "?client_name=OidcClient");
      OidcConfiguration configuration = new OidcConfiguration();
      configuration.setDiscoveryURI(stage.issuer() + "/.well-known/openid-configuration");
      configuration.setClientId(party.id);
      configuration.setSecret(party.secret);
      configuration.setScope("openid name birthdate");
      configuration.setUseNonce(true);
      configuration.setResponseType("code");
      OidcClient client = new OidcClient(configuration);
      client.setCallbackUrl(CALLBACK);
      client.init();
      Map<String, Object> session = new HashMap<>();

      FoundAction sent =
          (FoundAction)
              client.getRedirectionAction(context(Parameters.none(), session)).orElseThrow();
      TestBrowser browser = stage.browser();
      String page = browser.get(sent.getLocation()).body();
      Parameters back =
          TestParty.back(
              browser.post(
                  "/authorize/person",
                  Map.of("login", TestBrowser.login(page), "person", "HANAKO")));
      CallContext answered = context(back, session);
      Credentials credentials = client.getCredentials(answered).orElseThrow();
      client.validateCredentials(answered, credentials);
      UserProfile profile = client.getUserProfile(answered, credentials).orElseThrow();

      assertThat(profile.getId()).hasSize(43);
      assertThat(profile.getAttribute("name")).isEqualTo("見本　花子");
      assertThat(URI.create(sent.getLocation()).getQuery())
          .contains("code_challenge_method=S256", "nonce=", "state=");
    }
  }

  private static CallContext context(Parameters parameters, Map<String, Object> session) {
    WebContext web = TestWeb.context(CALLBACK, parameters);
    SessionStore store = TestWeb.session(session);
    return new CallContext(web, store);
  }
}
