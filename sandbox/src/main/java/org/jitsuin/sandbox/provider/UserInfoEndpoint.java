package org.jitsuin.sandbox.provider;

import com.nimbusds.oauth2.sdk.id.Subject;
import com.nimbusds.openid.connect.sdk.claims.Address;
import com.nimbusds.openid.connect.sdk.claims.Gender;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jitsuin.sandbox.http.Answer;
import org.jitsuin.sandbox.http.Asked;
import org.jitsuin.sandbox.http.Route;
import org.jitsuin.sandbox.person.Attributes;

/** Tells a party what its holder let it have, and no more. */
final class UserInfoEndpoint {
  private final Bearer bearer;
  private final Subjects subjects;
  private final InstantSource clock;

  UserInfoEndpoint(Bearer bearer, Subjects subjects, InstantSource clock) {
    this.bearer = bearer;
    this.subjects = subjects;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(Route.get("/userinfo", this::answer), Route.post("/userinfo", this::answer));
  }

  private Answer answer(Asked asked) {
    return bearer
        .access(asked, clock.instant())
        .flatMap(Grants.Access::grant)
        .map(this::told)
        .orElseGet(Bearer::refused);
  }

  private Answer told(Grant grant) {
    UserInfo info =
        new UserInfo(
            new Subject(subjects.of(grant.request().client().id(), grant.holder().root())));
    grant.holder().attributes().ifPresent(all -> fill(info, all, grant.request().scopes()));
    return Answer.json(200, info.toJSONObject().toJSONString());
  }

  private static void fill(UserInfo info, Attributes all, Set<String> scopes) {
    if (scopes.contains("name")) {
      info.setName(all.name());
      if (!all.nameSubstitutes().isEmpty()) {
        info.setClaim("name_substitutes", all.nameSubstitutes());
      }
    }
    if (scopes.contains("address")) {
      Address address = new Address();
      address.setFormatted(all.address());
      info.setAddress(address);
    }
    asked(scopes, "birthdate", all.birthDate()).ifPresent(info::setBirthdate);
    asked(scopes, "gender", all.gender()).map(Gender::new).ifPresent(info::setGender);
  }

  private static Optional<String> asked(Set<String> scopes, String scope, Optional<String> value) {
    return scopes.contains(scope) ? value : Optional.empty();
  }
}
