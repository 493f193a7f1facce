package org.jitsuin.repository.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jitsuin.base.repository.RepositoryFiles;
import org.jitsuin.base.repository.RepositoryFiles.Part;
import org.jitsuin.base.settings.BaseSettings;
import org.jitsuin.base.settings.KnownSettings;
import org.jitsuin.base.settings.Settings;
import org.jitsuin.base.time.Clocks;
import org.jitsuin.base.work.Heartbeats;
import org.jitsuin.repository.content.Follower;
import org.jitsuin.repository.content.RepositoryHealth;
import org.jitsuin.repository.http.CrlHandler;

/** Puts the plain objects together. */
@ApplicationScoped
public class RepositoryProducer {
  @Produces
  @Singleton
  Settings settings() {
    Config config = ConfigProvider.getConfig();
    KnownSettings.checkNames(config.getPropertyNames());
    return new Settings(key -> config.getOptionalValue(key, String.class));
  }

  @Produces
  @Singleton
  InstantSource clock(Settings settings) {
    return Clocks.configured(settings);
  }

  @Produces
  @Singleton
  Heartbeats heartbeats() {
    return new Heartbeats();
  }

  /**
   * The two that follow what is published.
   *
   * @param health of both
   */
  record Followers(Follower partitions, Follower complete, RepositoryHealth health) {}

  @Produces
  @Singleton
  Followers followers(Settings settings, InstantSource clock) {
    RepositoryFiles files = new RepositoryFiles(settings.required(BaseSettings.CRL_DIRECTORY));
    Follower partitions = new Follower(files, Part.PARTITIONS, clock);
    Follower complete = new Follower(files, Part.COMPLETE, clock);
    return new Followers(partitions, complete, new RepositoryHealth(partitions, complete, clock));
  }

  @Produces
  @Singleton
  CrlHandler handler(Settings settings, InstantSource clock, Followers followers) {
    return new CrlHandler(
        settings, followers.partitions()::current, followers.complete()::current, clock);
  }
}
