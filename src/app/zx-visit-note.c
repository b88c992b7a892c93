/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "zx-visit-note"

#include "config.h"

#include <math.h>
#include <string.h>

#include "zx-visit-note.h"

#define MOST_LINES 12
#define LEAST_ROOM 16

static const char *blanks[] = { "……", "⋯⋯", "…", "⋯" };

struct _ZxVisitNote
{
  AdwBin         parent_instance;
  GtkWidget     *scrolled;
  GtkWidget     *view;
  GtkTextBuffer *buffer;
  GtkTextMark   *phrase_end; /* Tab looks for blanks up to here */
  int            lines;
  gboolean       setting;
  gboolean       composing;  /* an input method holds an unfinished word: Tab is its own */
};

enum { PROP_0, PROP_LABEL, PROP_LINES, N_PROPS };
enum { CHANGED, N_SIGNALS };

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (ZxVisitNote, zx_visit_note, ADW_TYPE_BIN)

/* Lines follow the text size of the settings. */
static void
update_height (ZxVisitNote *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (self->view, "家\n访");
  g_autoptr (PangoLayout) one = gtk_widget_create_pango_layout (self->view, "家");
  int line, first, margins;

  pango_layout_get_pixel_size (layout, NULL, &line);
  pango_layout_get_pixel_size (one, NULL, &first);
  line = line - first + gtk_text_view_get_pixels_below_lines (GTK_TEXT_VIEW (self->view));
  margins = gtk_text_view_get_top_margin (GTK_TEXT_VIEW (self->view)) +
            gtk_text_view_get_bottom_margin (GTK_TEXT_VIEW (self->view));

  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), -1);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), line * self->lines + margins);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scrolled), line * MOST_LINES + margins);
}

/* The wheel moves the text only where there is more of it; at its end, and over a short one, it moves the page. */
static gboolean
scroll_cb (ZxVisitNote              *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GtkAdjustment *own = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  GtkWidget *outer = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_SCROLLED_WINDOW);
  double value = gtk_adjustment_get_value (own);
  double room = gtk_adjustment_get_upper (own) - gtk_adjustment_get_page_size (own);
  GtkAdjustment *page;
  double step;

  if (outer == NULL || (room > LEAST_ROOM && dy < 0 && value > 0) || (room > LEAST_ROOM && dy > 0 && value < room))
    return GDK_EVENT_PROPAGATE;

  page = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (outer));
  step = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL ? pow (gtk_adjustment_get_page_size (page), 2.0 / 3) : 1;
  gtk_adjustment_set_value (page, gtk_adjustment_get_value (page) + dy * step);

  return GDK_EVENT_STOP;
}

static gboolean
find_blank (const GtkTextIter *from,
            const GtkTextIter *limit,
            GtkTextIter       *out_start,
            GtkTextIter       *out_end)
{
  gboolean found = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      GtkTextIter start, end;

      if (gtk_text_iter_forward_search (from, blanks[i], GTK_TEXT_SEARCH_TEXT_ONLY, &start, &end, limit) &&
          (!found || gtk_text_iter_compare (&start, out_start) < 0))
        {
          *out_start = start;
          *out_end = end;
          found = TRUE;
        }
    }

  return found;
}

static gboolean
go_next_blank (ZxVisitNote *self)
{
  GtkTextIter from, limit, start, end;

  if (self->phrase_end == NULL)
    return FALSE;

  gtk_text_buffer_get_selection_bounds (self->buffer, &start, &from);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &limit, self->phrase_end);
  if (gtk_text_iter_compare (&from, &limit) >= 0 || !find_blank (&from, &limit, &start, &end))
    return FALSE;

  gtk_text_buffer_select_range (self->buffer, &start, &end);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (self->buffer));

  return TRUE;
}

static gboolean
key_pressed_cb (ZxVisitNote     *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  if (!self->composing && keyval == GDK_KEY_Tab && (state & gtk_accelerator_get_default_mod_mask ()) == 0 && go_next_blank (self))
    return GDK_EVENT_STOP;

  return GDK_EVENT_PROPAGATE;
}

static void
preedit_cb (ZxVisitNote *self,
            const char  *preedit)
{
  self->composing = preedit != NULL && *preedit != '\0';
}

static void
buffer_changed_cb (ZxVisitNote *self)
{
  if (!self->setting)
    g_signal_emit (self, signals[CHANGED], 0);
}

static gboolean
zx_visit_note_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (ZX_VISIT_NOTE (widget)->view);
}

static void
zx_visit_note_map (GtkWidget *widget)
{
  update_height (ZX_VISIT_NOTE (widget));

  GTK_WIDGET_CLASS (zx_visit_note_parent_class)->map (widget);
}

static void
zx_visit_note_set_property (GObject      *object,
                            guint         prop_id,
                            const GValue *value,
                            GParamSpec   *pspec)
{
  ZxVisitNote *self = ZX_VISIT_NOTE (object);

  switch (prop_id)
    {
    case PROP_LABEL:
      zx_visit_note_set_label (self, g_value_get_string (value));
      break;

    case PROP_LINES:
      self->lines = g_value_get_int (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
zx_visit_note_class_init (ZxVisitNoteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->set_property = zx_visit_note_set_property;
  widget_class->grab_focus = zx_visit_note_grab_focus;
  widget_class->map = zx_visit_note_map;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LINES] =
    g_param_spec_int ("lines", NULL, NULL, 1, MOST_LINES, 4, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);

  signals[CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
zx_visit_note_init (ZxVisitNote *self)
{
  GtkEventController *scroll;
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->lines = 4;
  self->view = g_object_new (GTK_TYPE_TEXT_VIEW,
                             "accepts-tab", FALSE,
                             "wrap-mode", GTK_WRAP_WORD_CHAR,
                             "pixels-below-lines", 3,
                             "top-margin", 10,
                             "bottom-margin", 8,
                             "left-margin", 12,
                             "right-margin", 12,
                             NULL);
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                                 "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE,
                                 "child", self->view,
                                 "overflow", GTK_OVERFLOW_HIDDEN,
                                 "css-classes", (const char *[]) { "field-card", NULL },
                                 NULL);
  adw_bin_set_child (ADW_BIN (self), self->scrolled);

  scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->view, keys);
  g_signal_connect_object (self->view, "preedit-changed", G_CALLBACK (preedit_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self, G_CONNECT_SWAPPED);
}

void
zx_visit_note_set_label (ZxVisitNote *self,
                         const char  *label)
{
  g_return_if_fail (ZX_IS_VISIT_NOTE (self));

  if (label != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

void
zx_visit_note_set_lines (ZxVisitNote *self,
                         int          lines)
{
  g_return_if_fail (ZX_IS_VISIT_NOTE (self));

  self->lines = lines;
  update_height (self);
}

char *
zx_visit_note_dup_text (ZxVisitNote *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (ZX_IS_VISIT_NOTE (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

void
zx_visit_note_set_text (ZxVisitNote *self,
                        const char  *text)
{
  g_autofree char *present = NULL;

  g_return_if_fail (ZX_IS_VISIT_NOTE (self));

  present = zx_visit_note_dup_text (self);
  if (text == NULL)
    text = "";
  if (g_str_equal (present, text))
    return;

  self->setting = TRUE;
  gtk_text_buffer_set_text (self->buffer, text, -1);
  self->setting = FALSE;
}

void
zx_visit_note_set_invalid (ZxVisitNote *self,
                           gboolean     invalid)
{
  g_return_if_fail (ZX_IS_VISIT_NOTE (self));

  if (invalid)
    {
      gtk_widget_add_css_class (self->scrolled, "invalid");
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->view),
                                   GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
    }
  else
    {
      gtk_widget_remove_css_class (self->scrolled, "invalid");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_STATE_INVALID);
    }
}

void
zx_visit_note_insert_phrase (ZxVisitNote *self,
                             const char  *phrase)
{
  GtkTextIter start, end, first, last;
  int offset;

  g_return_if_fail (ZX_IS_VISIT_NOTE (self));

  gtk_widget_grab_focus (self->view);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete_selection (self->buffer, FALSE, TRUE);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, gtk_text_buffer_get_insert (self->buffer));
  offset = gtk_text_iter_get_offset (&start);
  gtk_text_buffer_insert_at_cursor (self->buffer, phrase, -1);
  gtk_text_buffer_end_user_action (self->buffer);

  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, gtk_text_buffer_get_insert (self->buffer));
  gtk_text_buffer_get_iter_at_offset (self->buffer, &start, offset);
  if (self->phrase_end == NULL)
    self->phrase_end = gtk_text_buffer_create_mark (self->buffer, NULL, &end, FALSE);
  else
    gtk_text_buffer_move_mark (self->buffer, self->phrase_end, &end);

  if (find_blank (&start, &end, &first, &last))
    gtk_text_buffer_select_range (self->buffer, &first, &last);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->view), gtk_text_buffer_get_insert (self->buffer));
}
