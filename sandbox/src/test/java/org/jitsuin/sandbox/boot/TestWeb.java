package org.jitsuin.sandbox.boot;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jitsuin.sandbox.http.Parameters;
import org.pac4j.core.context.WebContext;
import org.pac4j.core.context.session.SessionStore;

/** A web framework of one request, as pac4j sees it. */
final class TestWeb {
  private TestWeb() {}

  static WebContext context(String address, Parameters parameters) {
    Map<String, Object> attributes = new java.util.HashMap<>();
    return proxy(
        WebContext.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "getRequestParameter" -> parameters.one((String) arguments[0]);
              case "getRequestParameters" ->
                  parameters.values().entrySet().stream()
                      .collect(
                          java.util.stream.Collectors.toMap(
                              Map.Entry::getKey, entry -> entry.getValue().toArray(String[]::new)));
              case "getRequestAttribute" -> Optional.ofNullable(attributes.get(arguments[0]));
              case "setRequestAttribute" -> attributes.put((String) arguments[0], arguments[1]);
              case "getRequestHeader", "getResponseHeader" -> Optional.empty();
              case "getRequestCookies" -> List.of();
              case "getRequestMethod" -> "GET";
              case "getFullRequestURL", "getRequestURL" -> address;
              case "getPath" -> "/callback";
              case "getScheme" -> "http";
              case "getServerName" -> "localhost";
              case "getServerPort" -> 9999;
              case "isSecure" -> false;
              default -> null;
            });
  }

  static SessionStore session(Map<String, Object> values) {
    return proxy(
        SessionStore.class,
        (method, arguments) ->
            switch (method.getName()) {
              case "get" -> Optional.ofNullable(values.get(arguments[1]));
              case "set" -> values.put((String) arguments[1], arguments[2]);
              case "getSessionId" -> Optional.of("session");
              default -> Optional.empty();
            });
  }

  private interface Calls {
    Object call(Method method, Object[] arguments);
  }

  /** Methods of the interface that have a body of their own keep it. */
  private static <T> T proxy(Class<T> type, Calls calls) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (method.isDefault()) {
                return java.lang.reflect.InvocationHandler.invokeDefault(self, method, arguments);
              }
              Object answer = calls.call(method, arguments);
              return method.getReturnType() == void.class ? null : answer;
            }));
  }
}
