"""Messages of their own, notices to operators

A change was owed in the message of its document; now it is owed by itself, and messages are made of what is owed when
they are due.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('notice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('began_at', sa.DateTime(), nullable=False),
    sa.Column('well_at', sa.DateTime(), nullable=True),
    sa.Column('ended_at', sa.DateTime(), nullable=True),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notice'))
    )
    with op.batch_alter_table('notice', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notice_kind_place_ended_at'), ['kind', 'place', 'ended_at'], unique=False)

    with op.batch_alter_table('delivery', schema=None) as batch_op:
        batch_op.add_column(sa.Column('form', sa.String(), nullable=False, server_default='event'))
        batch_op.add_column(sa.Column('part', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('parts', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('notice', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('ended', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.create_foreign_key(batch_op.f('fk_delivery_notice_notice'), 'notice', ['notice'], ['id'])
        batch_op.create_index(batch_op.f('ix_delivery_channel_created_at'), ['channel', 'created_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_delivery_notice'), ['notice'], unique=False)

    op.create_table('owed',
    sa.Column('channel', sa.String(), nullable=False),
    sa.Column('change', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(), nullable=False),
    sa.Column('delivery', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['change'], ['change.id'], name=op.f('fk_owed_change_change')),
    sa.ForeignKeyConstraint(['delivery'], ['delivery.id'], name=op.f('fk_owed_delivery_delivery')),
    sa.PrimaryKeyConstraint('channel', 'change', name=op.f('pk_owed'))
    )
    with op.batch_alter_table('owed', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_owed_change'), ['change'], unique=False)
        batch_op.create_index(batch_op.f('ix_owed_delivery_channel'), ['delivery', 'channel'], unique=False)

    with op.batch_alter_table('change', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_change_learned_at'), ['learned', 'at'], unique=False)

    op.execute(
        'INSERT INTO owed (channel, change, at, delivery)'
        ' SELECT told.channel, told.change, delivery.created_at, told.delivery'
        ' FROM delivery_change told JOIN delivery ON delivery.id = told.delivery'
    )
    op.drop_table('delivery_change')


def downgrade() -> None:
    raise NotImplementedError('an older gongbao cannot send what this one owes; restore a copy instead')
