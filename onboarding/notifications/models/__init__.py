"""What people were told, by which ways, and how they like to be told."""

from onboarding.notifications.models.announcements import Announcement, AnnouncementQuerySet, Audience
from onboarding.notifications.models.chats import Chat, Post, PostQuerySet
from onboarding.notifications.models.mails import Mail, MailQuerySet
from onboarding.notifications.models.notifications import MANY, Notification, NotificationQuerySet
from onboarding.notifications.models.rhythms import Rhythm
from onboarding.notifications.models.sendings import Sending
from onboarding.notifications.models.subscriptions import Subscription, SubscriptionQuerySet

__all__ = [
    "MANY",
    "Announcement",
    "AnnouncementQuerySet",
    "Audience",
    "Chat",
    "Mail",
    "MailQuerySet",
    "Notification",
    "NotificationQuerySet",
    "Post",
    "PostQuerySet",
    "Rhythm",
    "Sending",
    "Subscription",
    "SubscriptionQuerySet",
]
